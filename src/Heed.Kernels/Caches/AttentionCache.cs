namespace Heed.Kernels;

/// <summary>Keys and values of a batch of sequences that grow token by token, and attention
/// over them where they lie. The sequences may have different lengths.</summary>
/// <remarks>
/// A token's position is how many tokens of its sequence came before it, wherever it is kept. N queries are a sequence's newest N tokens,
/// and parts are told true positions, of queries as well as of keys: a part that takes an offset is given 0. Calls that only attend may run
/// at the same time; a call that appends, forks, truncates or frees must run alone.
/// </remarks>
public abstract unsafe partial class AttentionCache
{
    private readonly int[] lengths;

    private protected AttentionCache(int batch, CacheLayout layout)
    {
        _ = (new Shape(CacheChecks.Count(batch, nameof(batch)), layout.Groups, 0, layout.Width),
            new Shape(batch, layout.Groups, 0, layout.ValueWidth));
        (Batch, Layout, lengths) = (batch, layout, new int[batch]);
    }

    /// <summary>B, the sequences.</summary>
    public int Batch { get; }
    /// <summary>G, the KV heads.</summary>
    public int Groups => Layout.Groups;
    /// <summary>D, the features of a key.</summary>
    public int Width => Layout.Width;
    /// <summary>Dv, the features of a value.</summary>
    public int ValueWidth => Layout.ValueWidth;
    /// <summary>How numbers are kept.</summary>
    public CachePrecision Precision => Layout.Precision;
    /// <summary>Whether values are the first features of the keys, so that keys alone are appended.</summary>
    public bool ValuesInKeys => Layout.ValuesInKeys;
    /// <summary>Bytes that a token takes, with all its heads.</summary>
    public long BytesPerToken => Layout.BytesPerToken;

    /// <summary>How many tokens a sequence has had so far, which is the position of its next.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public int Length(int sequence) => lengths[Known(sequence)];

    /// <summary>The position of the oldest token that is still kept.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public int First(int sequence) => Math.Max(0, Length(sequence) - Kept);

    /// <summary>Appends T tokens to each sequence of a cache whose values are in its keys.</summary>
    /// <param name="k">(B, G, T, D).</param>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The cache keeps values too, or there is no room; nothing was appended.</exception>
    public void Append(View k)
    {
        CacheChecks.CheckInKeys(this, true);
        AppendAll(k, k);
    }

    /// <summary>Appends T tokens to one sequence of a cache whose values are in its keys.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <param name="k">(1, G, T, D).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The cache keeps values too, or there is no room; nothing was appended.</exception>
    public void Append(int sequence, View k)
    {
        CacheChecks.CheckInKeys(this, true);
        AppendOne(sequence, k, k);
    }

    /// <summary>Appends T tokens to each sequence.</summary>
    /// <param name="k">(B, G, T, D).</param>
    /// <param name="v">(B, G, T, Dv).</param>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The values are in the keys, or there is no room; nothing was appended.</exception>
    public void Append(View k, View v)
    {
        CacheChecks.CheckInKeys(this, false);
        AppendAll(k, v);
    }

    /// <summary>Appends T tokens to one sequence.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <param name="k">(1, G, T, D).</param>
    /// <param name="v">(1, G, T, Dv).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The values are in the keys, or there is no room; nothing was appended.</exception>
    public void Append(int sequence, View k, View v)
    {
        CacheChecks.CheckInKeys(this, false);
        AppendOne(sequence, k, v);
    }

    private void AppendAll(View k, View v)
    {
        CheckUsable();
        CacheChecks.CheckTokens(this, k, v, Batch);
        try
        {
            for (var b = 0; b < Batch; b++) Need(b, k.Shape.Tokens);
        }
        catch (InvalidOperationException)
        {
            for (var b = 0; b < Batch; b++) Trim(b);
            throw;
        }
        for (var b = 0; b < Batch; b++) Write(b, k, v, b);
    }

    private void AppendOne(int sequence, View k, View v)
    {
        Known(sequence);
        CacheChecks.CheckTokens(this, k, v, 1);
        try
        {
            Need(sequence, k.Shape.Tokens);
        }
        catch (InvalidOperationException)
        {
            Trim(sequence);
            throw;
        }
        Write(sequence, k, v, 0);
    }

    /// <summary>What is kept of a token.</summary>
    internal CacheLayout Layout { get; }

    /// <summary>How many of a sequence's newest tokens are kept.</summary>
    internal virtual int Kept => int.MaxValue;

    /// <summary>The window that every query sees, where the cache has one.</summary>
    internal virtual int? Limit => null;

    /// <summary>Tokens from a KV head to the next.</summary>
    private protected abstract long Slots { get; }

    /// <summary>Makes room for tokens after the newest, which nobody else reads.</summary>
    private protected abstract void Make(int sequence, int tokens);

    /// <summary>Gives room back that was made and not used.</summary>
    private protected virtual void Trim(int sequence) { }

    /// <summary>In which room a position lies, in which of its places, and how many from it on follow each other there.</summary>
    private protected abstract (Storage Room, int Slot, int Count) Find(int sequence, int position);

    /// <summary>Refuses to go on after the cache has given its memory back.</summary>
    private protected virtual void CheckUsable() { }

    private protected int Known(int sequence)
    {
        CheckUsable();
        return (uint)sequence < (uint)Batch ? sequence
            : throw new ArgumentOutOfRangeException(nameof(sequence), sequence, $"The cache has {Batch} sequences, numbered from 0.");
    }

    private protected void SetLength(int sequence, int length) => lengths[sequence] = length;

    private void Need(int sequence, int tokens)
    {
        if (tokens > Positions.Most - lengths[sequence])
            throw new InvalidOperationException($"Sequence {sequence} has had {lengths[sequence]} tokens; {tokens} more cannot be counted: "
                + "positions go up to 2²⁴.");
        Make(sequence, tokens);
    }

    private void Write(int sequence, View k, View v, int b)
    {
        var tokens = k.Shape.Tokens;
        fixed (float* keys = k.Data, values = v.Data)
            for (var t = Math.Max(0, tokens - Kept); t < tokens;)
            {
                var (room, slot, free) = Find(sequence, lengths[sequence] + t);
                var count = Math.Min(free, tokens - t);
                for (var g = 0; g < Groups; g++)
                {
                    float* key = keys + b * k.Batch + g * k.Head + t * k.Token, value = values + b * v.Batch + g * v.Head + t * v.Token;
                    for (var i = 0; i < count; i++) room.Write(g, slot + i, key + i * k.Token, value + i * v.Token);
                }
                t += count;
            }
        lengths[sequence] += tokens;
    }
}
