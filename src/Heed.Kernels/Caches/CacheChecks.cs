namespace Heed.Kernels;

/// <summary>Checks what is given to a cache, before any pointer is taken.</summary>
internal static class CacheChecks
{
    public static void CheckTokens(AttentionCache cache, View k, View v, int batch)
    {
        if (k.Shape.Batch != batch || k.Shape.Heads != cache.Groups || k.Shape.Width != cache.Width)
            throw new ArgumentException($"k is {k.Shape}; the cache takes ({batch}, {cache.Groups}, T, {cache.Width}).", nameof(k));
        if (v.Shape.Batch != batch || v.Shape.Heads != cache.Groups || v.Shape.Tokens != k.Shape.Tokens
            || v.Shape.Width != (cache.ValuesInKeys ? cache.Width : cache.ValueWidth))
            throw new ArgumentException($"v is {v.Shape}; with k {k.Shape} the cache takes ({batch}, {cache.Groups}, {k.Shape.Tokens}, "
                + $"{cache.ValueWidth}).", nameof(v));
    }

    /// <summary>Refuses values where they are in the keys, and keys alone where they are not.</summary>
    public static void CheckInKeys(AttentionCache cache, bool alone)
    {
        if (cache.ValuesInKeys != alone)
            throw new InvalidOperationException(alone ? "The cache keeps values of their own: give keys and values."
                : "The values of this cache are the first features of its keys: give keys alone.");
    }

    /// <summary>A number of things that there is an array of.</summary>
    public static int Count(int count, string name) => count is >= 0 && count <= Array.MaxLength ? count
        : throw new ArgumentOutOfRangeException(name, $"{name} is {count}: give a number between 0 and {Array.MaxLength}.");

    public static void CheckQueries(AttentionCache cache, View q, Span<float> output, Span<float> logSumExp, AttentionOptions options)
    {
        var shape = q.Shape;
        if (shape.Batch != cache.Batch || shape.Width != cache.Width || shape.Heads % cache.Groups != 0)
            throw new ArgumentException($"q is {shape}; the cache takes ({cache.Batch}, a multiple of {cache.Groups}, N, {cache.Width}).",
                nameof(q));
        if (shape.Heads / cache.Groups > DecodeCall.Share)
            throw new ArgumentException($"q is {shape}, but the cache has {cache.Groups} KV heads: at most {DecodeCall.Share} query heads "
                + "can read one of them.", nameof(q));
        for (var b = 0; b < cache.Batch; b++)
        {
            var length = cache.Length(b);
            if (length > 0 && length < shape.Tokens)
                throw new ArgumentException($"q is {shape}, but sequence {b} has had {length} tokens: append the keys of the queries "
                    + "before attending.", nameof(q));
            if (cache.Limit is { } window && cache.First(b) > Math.Max(0, length - shape.Tokens - window + 1))
                throw new ArgumentException($"q is {shape}, but the ring keeps {cache.Kept} tokens, fewer than the windows of {window} of "
                    + $"so many queries: make it for {shape.Tokens} queries.", nameof(q));
        }
        var rows = (long)shape.Batch * shape.Heads * shape.Tokens;
        var outputs = new Shape(shape.Batch, shape.Heads, shape.Tokens, cache.ValueWidth);
        ArgumentChecks.Length(output.Length, outputs.Length, nameof(output), outputs.ToString());
        if (logSumExp.Length != 0 && logSumExp.Length != rows)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} floats; ({shape.Batch}, {shape.Heads}, {shape.Tokens}) needs "
                + $"{rows}, or give none.", nameof(logSumExp));
        ArgumentChecks.Apart(output, q.Data, nameof(output), nameof(q));
        ArgumentChecks.Apart(logSumExp, q.Data, nameof(logSumExp), nameof(q));
        ArgumentChecks.Apart(logSumExp, output, nameof(logSumExp), nameof(output));
        ArgumentChecks.Run(options);
        ArgumentChecks.Straight(options,
            "a cache keeps keys as they will be read: rotate keys with Rotation.Turn before they are appended, and queries before they "
            + "attend");
    }
}
