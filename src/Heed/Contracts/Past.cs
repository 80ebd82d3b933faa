namespace Heed;

/// <summary>
/// What was kept of every token, in room that grows: a token more copies nothing but itself, and now and then all to room twice as large.
/// </summary>
internal abstract class Past : IDisposable
{
    /// <summary>How many tokens there have been.</summary>
    public abstract int Tokens { get; }

    /// <summary>How many numbers are kept.</summary>
    public abstract long Numbers { get; }

    /// <summary>What is kept, by name.</summary>
    public abstract (string Name, Tensor Value)[] Copy();

    /// <summary>A past of its own for these rows of the batch; one may be taken several times.</summary>
    public abstract Past Select(ReadOnlySpan<int> rows);

    /// <summary>A past of its own without some of the places of the text.</summary>
    public abstract Past Drop(IReadOnlySet<long> places);

    /// <summary>Frees the room.</summary>
    public abstract void Dispose();
}
