namespace Heed.Alone;

/// <summary>How one set of vectors reads another, in heads of consecutive features.</summary>
internal static class SetReading
{
    /// <summary>The tokens of an input that are not hidden, the others as zeros, and which they are, (B, 1, 1, M) or null.</summary>
    /// <param name="inputs">The call, whose mask hides whole keys only.</param>
    /// <param name="name">An input (B, M, C).</param>
    /// <exception cref="NotSupportedException">The mask hides pairs.</exception>
    public static (Tensor Tokens, Tensor? Visible) Shown(Inputs inputs, string name)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException(
                $"'{inputs.Sizes.Mechanism}' hides a token from all others or from none, so a mask can hide whole keys only, not pairs.");
        return inputs.Mask.KeyMask is not { } keys ? (inputs[name], null)
            : (inputs[name].Filled(keys.logical_not().unsqueeze(-1), 0), keys.unsqueeze(1).unsqueeze(1));
    }

    /// <summary>What each vector of one set reads of another, whose vectors are keys and values, (B, R, C).</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="queries">(B, R, C).</param>
    /// <param name="keys">(B, M, C).</param>
    /// <param name="heads">Among how many heads C is divided.</param>
    /// <param name="width">Products are divided by the root of it.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, heads, R, M); null when nothing is.</param>
    public static Tensor Read(Inputs inputs, Tensor queries, Tensor keys, long heads, long width, Tensor? visible)
    {
        var (q, k) = (Split(queries, heads), Split(keys, heads));                          // (B, heads, R, ·), (B, heads, M, ·)
        var weights = Reading.Weights(inputs, q, k, 1 / Math.Sqrt(width), visible);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, k, visible).transpose(1, 2).flatten(2);
    }

    /// <summary>The block of which Set Transformers are made: what was read is added to the query, and a map of both to that.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="queries">(B, R, C).</param>
    /// <param name="keys">(B, M, C).</param>
    /// <param name="heads">Among how many heads C is divided.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, heads, R, M); null when nothing is.</param>
    /// <param name="map">(C, C).</param>
    /// <param name="shift">(C).</param>
    public static Tensor Block(Inputs inputs, Tensor queries, Tensor keys, long heads, Tensor? visible, Tensor map, Tensor shift)
    {
        var read = queries + Read(inputs, queries, keys, heads, keys.shape[^1], visible);
        return read + (read.matmul(map.t()) + shift).relu();
    }

    /// <summary>At least one head.</summary>
    /// <param name="heads">The heads that are wanted.</param>
    public static long Counted(long heads) => heads >= 1 ? heads
        : throw new ArgumentOutOfRangeException(nameof(heads), heads, "There must be at least one head.");

    public static Tensor Split(Tensor x, long heads)
    {
        var width = x.shape[^1];
        if (width % heads != 0)
            throw new ArgumentException($"A width of {width} cannot be divided among {heads} heads: give a multiple of {heads}.", "x");
        return x.unflatten(2, [heads, width / heads]).transpose(1, 2);
    }
}
