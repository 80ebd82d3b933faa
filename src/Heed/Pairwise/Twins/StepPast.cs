namespace Heed.Pairwise.Twins;

/// <summary>Keys and values of the tokens that came before, in room that grows: a token more copies nothing but itself, and now and then all to room twice as large.</summary>
internal abstract class StepPast : IDisposable
{
    /// <summary>The names of what is copied out: <see cref="Keys"/> as they were given, or <see cref="Met"/> as queries meet them, turned say; and how many came before them.</summary>
    public const string Keys = "k", Met = "met k", Values = "v", Forgotten = "forgotten";

    /// <summary>How many tokens there is room for at first: a word, so that many short texts side by side stay small.</summary>
    protected const int FirstRoom = 16;

    /// <summary>How many tokens there have been.</summary>
    public abstract int Tokens { get; }

    /// <summary>How many numbers are kept.</summary>
    public abstract long Numbers { get; }

    /// <summary>The keys and the values that are kept, (B, G, M, D) and (B, G, M, Dv).</summary>
    public abstract (string Name, Tensor Value)[] Copy();

    /// <summary>A past of its own for these rows of the batch; one may be taken several times.</summary>
    public abstract StepPast Select(ReadOnlySpan<int> rows);

    /// <summary>Frees the room.</summary>
    public virtual void Dispose() { }
}
