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
    /// <param name="width">D, the features of a key, 1 to 576.</param>
    /// <param name="valueWidth">Dv, the features of a value, 1 to 576.</param>
    /// <param name="window">How many tokens a query sees, its own included.</param>
    /// <param name="queries">The most queries of a call; all but one of them need room beside the window.</param>
    /// <param name="options">How the cache keeps what it is given; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="ArgumentException">Values of that width cannot be in the keys.</exception>
    /// <exception cref="InvalidOperationException">A ring of that size is more than an array can hold.</exception>
    public RingCache(int batch, int groups, int width, int valueWidth, int window, int queries = 1, CacheOptions? options = null)
        : base(batch, CacheLayout.Of(groups, width, valueWidth, options))
    {
        (Window, kept) = (Positions.Count(window, nameof(window)), window + Positions.Count(queries, nameof(queries)) - 1);
        rooms = new Storage[batch];
        for (var b = 0; b < batch; b++) rooms[b] = new(Layout, kept);
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

    private protected override (Storage Room, int Slot, int Count) Find(int sequence, int position)
        => (rooms[sequence], position % kept, kept - position % kept);
}
