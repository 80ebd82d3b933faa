namespace Heed.Kernels;

/// <summary>A cache for sliding windows: of each sequence the newest tokens are kept, and a
/// new one takes the place of the oldest.</summary>
/// <remarks>Every query sees at most the window's tokens, its own included and none after
/// it, whatever part is given besides. Positions go on counting.</remarks>
public sealed unsafe class RingCache : AttentionCache
{
    private readonly Storage[] rooms;
    private readonly int kept;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="batch">B, the sequences.</param>
    /// <param name="groups">G, the KV heads.</param>
    /// <param name="width">D, the features of a key, 1 to 256.</param>
    /// <param name="valueWidth">Dv, the features of a value, 1 to 256.</param>
    /// <param name="window">How many tokens a query sees, its own included.</param>
    /// <param name="queries">The most queries of a call; all but one of them need room beside the window.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="InvalidOperationException">A ring of that size is more than an array can hold.</exception>
    public RingCache(int batch, int groups, int width, int valueWidth, int window, int queries = 1) : base(batch, groups, width, valueWidth)
    {
        (Window, kept) = (Positions.Count(window, nameof(window)), window + Positions.Count(queries, nameof(queries)) - 1);
        rooms = new Storage[batch];
        for (var b = 0; b < batch; b++) rooms[b] = new(groups, kept, width, valueWidth);
    }

    /// <summary>How many tokens a query sees, its own included.</summary>
    public int Window { get; }

    /// <summary>Forgets all tokens of a sequence; its next has position 0.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void Reset(int sequence) => SetLength(Known(sequence), 0);

    internal override int Kept => kept;

    internal override int? Limit => Window;

    private protected override long Slots => kept;

    private protected override void Make(int sequence, int tokens) { }

    private protected override Segment Find(int sequence, int position)
    {
        var slot = position % kept;
        return new(rooms[sequence].K + (long)slot * Width, rooms[sequence].V + (long)slot * ValueWidth, position, kept - slot);
    }
}
