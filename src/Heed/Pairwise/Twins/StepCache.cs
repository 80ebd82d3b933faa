using Heed.Kernels;

namespace Heed.Pairwise.Twins;

/// <summary>Keys and values as the kernel reads them, token after token. A window keeps no more than it sees.</summary>
internal sealed class StepCache
{
    /// <summary>The names of what is copied out: <see cref="Keys"/> as they were given, or <see cref="Met"/> as queries meet them, turned say; and how many came before them.</summary>
    public const string Keys = "k", Met = "met k", Values = "v", Forgotten = "forgotten";

    private const long Widest = 1 << 12;                                                   // tokens of a window that are worth memory from the start

    private readonly AttentionCache cache;
    private readonly bool met;
    private readonly int before;

    /// <summary>Makes room for what is like these.</summary>
    /// <param name="k">(B, G, T, D).</param>
    /// <param name="v">(B, G, T, Dv).</param>
    /// <param name="window">How many keys a query sees; null for all.</param>
    /// <param name="met">Whether the keys are no longer those that were given.</param>
    /// <param name="before">How many tokens there have been that will not be appended.</param>
    public StepCache(Tensor k, Tensor v, long? window, bool met, int before = 0)
    {
        var (batch, groups, width, wide) = ((int)k.shape[0], (int)k.shape[1], (int)k.shape[3], (int)v.shape[3]);
        cache = window <= Widest ? new RingCache(batch, groups, width, wide, (int)window.Value) : new KeyValueCache(batch, groups, width, wide);
        (this.met, this.before) = (met, before);
    }

    /// <summary>How many tokens there have been.</summary>
    public int Tokens => before + cache.Length(0);

    /// <summary>How many numbers are kept.</summary>
    public long Numbers => (long)(cache.Length(0) - cache.First(0)) * cache.Batch * cache.Groups * (cache.Width + cache.ValueWidth);

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

    /// <summary>The keys and the values that are kept, (B, G, M, D) and (B, G, M, Dv).</summary>
    public (string Name, Tensor Value)[] Copy()
    {
        var kept = cache.Length(0) - cache.First(0);
        var (k, v) = (new float[(long)cache.Batch * cache.Groups * kept * cache.Width], new float[(long)cache.Batch * cache.Groups * kept * cache.ValueWidth]);
        var (keys, values) = (k.Length / Math.Max(1, cache.Batch), v.Length / Math.Max(1, cache.Batch));
        for (var b = 0; b < cache.Batch; b++) cache.Read(b, k.AsSpan(b * keys, keys), v.AsSpan(b * values, values));
        var (old, read) = (torch.tensor(k, [cache.Batch, cache.Groups, kept, cache.Width]), torch.tensor(v, [cache.Batch, cache.Groups, kept, cache.ValueWidth]));
        return met ? [(Met, old), (Values, read), (Forgotten, torch.full([cache.Batch], (long)before + cache.First(0), torch.int64))] : [(Keys, old), (Values, read)];
    }
}
