using Heed.Kernels;

namespace Heed.Pairwise.Twins;

/// <summary>Keys and values as the kernel reads them, token after token. A window keeps no more than it sees.</summary>
internal sealed class StepCache : StepPast
{
    private const long Widest = 1 << 12;                                                   // tokens of a window that are worth memory from the start

    [ThreadStatic]
    private static WeakReference<KeyValueCache>? spare;                                    // a beam selects rows after each symbol: into the room that the layer before has left

    private readonly AttentionCache cache;
    private readonly long? window;
    private readonly bool met;
    private readonly int before;
    private bool left;

    /// <summary>Makes room for what is like these.</summary>
    /// <param name="k">(B, G, T, D).</param>
    /// <param name="v">(B, G, T, Dv).</param>
    /// <param name="window">How many keys a query sees; null for all.</param>
    /// <param name="met">Whether the keys are no longer those that were given.</param>
    /// <param name="before">How many tokens there have been that will not be appended.</param>
    public StepCache(Tensor k, Tensor v, long? window, bool met, int before = 0)
        : this((int)k.shape[0], (int)k.shape[1], (int)k.shape[3], (int)v.shape[3], (int)k.shape[2], window, met, before) { }

    private StepCache(int batch, int groups, int width, int wide, int tokens, long? window, bool met, int before)
    {
        cache = window <= Widest ? new RingCache(batch, groups, width, wide, (int)window.Value) : Room(batch, groups, width, wide, tokens);
        (this.window, this.met, this.before) = (window, met, before);
    }

    /// <inheritdoc />
    public override int Tokens => left ? -1 : before + cache.Length(0);

    /// <inheritdoc />
    public override long Numbers => (long)(cache.Length(0) - cache.First(0)) * cache.Batch * cache.Groups * (cache.Width + cache.ValueWidth);

    /// <summary>One or more tokens more, (B, G, T, D) and (B, G, T, Dv).</summary>
    public void Append(Tensor k, Tensor v)
    {
        cache.Append(TensorSpan.View(k), TensorSpan.View(v));
        GC.KeepAlive(k);
        GC.KeepAlive(v);
    }

    /// <summary>What the newest token's queries read, (B, H, 1, Dv).</summary>
    public Tensor Attend(Tensor q, Chain parts, float scale)
    {
        var output = torch.empty([.. q.shape[..3], cache.ValueWidth], torch.ScalarType.Float32);
        parts.Attend(cache, TensorSpan.View(q), TensorSpan.Floats(output), new() { Scale = scale, Threads = torch.get_num_threads() });
        GC.KeepAlive(q);
        return output;
    }

    /// <inheritdoc />
    public override StepPast Select(ReadOnlySpan<int> rows)
    {
        var kept = Tokens - before - cache.First(0);
        var copy = new StepCache(rows.Length, cache.Groups, cache.Width, cache.ValueWidth, kept, window, met, before + cache.First(0));
        var (k, v) = (new float[cache.Groups * kept * cache.Width], new float[cache.Groups * kept * cache.ValueWidth]);
        var (keys, values) = (new Shape(1, cache.Groups, kept, cache.Width), new Shape(1, cache.Groups, kept, cache.ValueWidth));
        for (var row = 0; row < rows.Length; row++)
        {
            cache.Read(rows[row], k, v);
            copy.cache.Append(row, new(k, keys), new(v, values));
        }

        return copy;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (!left && cache is KeyValueCache room) spare = new(room);
        left = true;
    }

    /// <inheritdoc />
    public override (string Name, Tensor Value)[] Copy()
    {
        var kept = cache.Length(0) - cache.First(0);
        var (k, v) = (new float[(long)cache.Batch * cache.Groups * kept * cache.Width], new float[(long)cache.Batch * cache.Groups * kept * cache.ValueWidth]);
        var (keys, values) = (k.Length / Math.Max(1, cache.Batch), v.Length / Math.Max(1, cache.Batch));
        for (var b = 0; b < cache.Batch; b++) cache.Read(b, k.AsSpan(b * keys, keys), v.AsSpan(b * values, values));
        var (old, read) = (torch.tensor(k, [cache.Batch, cache.Groups, kept, cache.Width]), torch.tensor(v, [cache.Batch, cache.Groups, kept, cache.ValueWidth]));
        return met ? [(Met, old), (Values, read), (Forgotten, torch.full([cache.Batch], (long)before + cache.First(0), torch.int64))] : [(Keys, old), (Values, read)];
    }

    /// <summary>An empty cache: one that was left, or a new one.</summary>
    private static KeyValueCache Room(int batch, int groups, int width, int wide, int tokens)
    {
        if (spare is null || !spare.TryGetTarget(out var room) || (room.Batch, room.Groups, room.Width, room.ValueWidth) != (batch, groups, width, wide))
            return new(batch, groups, width, wide, Math.Max(FirstRoom, 2 * tokens));
        spare = null;
        room.Reset();
        return room;
    }
}
