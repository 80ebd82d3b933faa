using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>Keys and values as the kernel reads them, token after token. A window keeps no more than it sees.</summary>
internal sealed class KernelPast : Past
{
    /// <summary>
    /// The names of what is copied out: keys as they were given, or as queries meet them, rotated say; and how many came before them.
    /// </summary>
    public const string Keys = "k", Met = "met k", Values = "v", Forgotten = "forgotten";

    // tokens: so that many short texts side by side stay small
    private const int FirstRoom = 16;
    // tokens of a window that are worth memory from the start
    private const long Widest = 1 << 12;

    [ThreadStatic]
    // a beam selects rows after each symbol: into the room that the layer before has left
    private static WeakReference<KeyValueCache>? spare;

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
    public KernelPast(Tensor k, Tensor v, long? window, bool met, int before = 0)
        : this((int)k.shape[0], (int)k.shape[1], (int)k.shape[3], (int)v.shape[3], (int)k.shape[2], window, met, before) { }

    private KernelPast(int batch, int groups, int width, int wide, int tokens, long? window, bool met, int before)
    {
        cache = window <= Widest ? new RingCache(batch, groups, width, wide, (int)window.Value) : Room(batch, groups, width, wide, tokens);
        (this.window, this.met, this.before) = (window, met, before);
    }

    /// <inheritdoc />
    public override int Tokens => left ? -1 : before + cache.Length(0);

    /// <inheritdoc />
    public override long Numbers => (long)Kept * cache.Batch * cache.Groups * (cache.Width + cache.ValueWidth);

    /// <summary>Whether several tokens can be appended before the first of them asks: a window would have let go of what it sees.</summary>
    public bool TakesSeveral => cache is not RingCache;

    private int Kept => cache.Length(0) - cache.First(0);

    /// <summary>One or more tokens more, (B, G, T, D) and (B, G, T, Dv).</summary>
    public void Append(Tensor k, Tensor v)
    {
        cache.Append(TensorSpan.View(k), TensorSpan.View(v));
        GC.KeepAlive(k);
        GC.KeepAlive(v);
    }

    /// <summary>What the newest tokens' queries read, (B, H, T, Dv).</summary>
    public Tensor Attend(Tensor q, Chain parts, float scale)
    {
        var output = torch.empty([.. q.shape[..3], cache.ValueWidth], torch.ScalarType.Float32);
        parts.Attend(cache, TensorSpan.View(q), TensorSpan.Floats(output), new() { Scale = scale, Threads = torch.get_num_threads() });
        GC.KeepAlive(q);
        return output;
    }

    /// <inheritdoc />
    public override Past Select(ReadOnlySpan<int> rows)
    {
        var kept = Kept;
        var copy = new KernelPast(rows.Length, cache.Groups, cache.Width, cache.ValueWidth, kept, window, met, before + cache.First(0));
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
    public override Past Drop(IReadOnlySet<long> places)
    {
        if (met)
            throw new NotSupportedException(
                "The kernel keeps these keys as it turned them, so no place can be dropped: take the steps with Route.Definition.");
        var kept = Copy().ToDictionary(t => t.Name, t => t.Value);
        var roles = Role.QueryKeyValue.Where(r => r.Name is Keys or Values);
        using var all = new TensorPast(roles, name => kept[name], window, Places.Run(before + cache.First(0), Kept));
        return all.Drop(places);
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
        var kept = Kept;
        var (k, v) = (new float[(long)cache.Batch * cache.Groups * kept * cache.Width],
            new float[(long)cache.Batch * cache.Groups * kept * cache.ValueWidth]);
        var (keys, values) = (k.Length / Math.Max(1, cache.Batch), v.Length / Math.Max(1, cache.Batch));
        for (var b = 0; b < cache.Batch; b++) cache.Read(b, k.AsSpan(b * keys, keys), v.AsSpan(b * values, values));
        var (old, read) = (torch.tensor(k, [cache.Batch, cache.Groups, kept, cache.Width]),
            torch.tensor(v, [cache.Batch, cache.Groups, kept, cache.ValueWidth]));
        var forgotten = before + cache.First(0);
        if (met) return [(Met, old), (Values, read), (Forgotten, torch.full([cache.Batch], forgotten, torch.int64))];
        if (forgotten == 0) return [(Keys, old), (Values, read)];
        var places = Places.Of([.. Places.Run(forgotten, kept), forgotten + kept]).expand(cache.Batch, -1);
        return [(Keys, old), (Values, read), (State.PlacesKept, places)];
    }

    /// <summary>An empty cache: one that was left, or a new one.</summary>
    private static KeyValueCache Room(int batch, int groups, int width, int wide, int tokens)
    {
        if (spare is null || !spare.TryGetTarget(out var room)
            || (room.Batch, room.Groups, room.Width, room.ValueWidth) != (batch, groups, width, wide))
            return new(batch, groups, width, wide, Math.Max(FirstRoom, 2 * tokens));
        spare = null;
        room.Reset();
        return room;
    }
}
