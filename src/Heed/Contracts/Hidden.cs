namespace Heed;

/// <summary>What is hidden must not be felt: not as a weight, and not as a NaN that 0 times NaN would let through.</summary>
public static class Hidden
{
    /// <summary>What is visible in both; null where nothing is hidden.</summary>
    /// <param name="a">One, or null.</param>
    /// <param name="b">The other, or null.</param>
    public static Tensor? Join(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a.logical_and(b);

    /// <summary>The keys, with those that no query sees set to zero, so that their gradients are finite too.</summary>
    /// <param name="k">(B, G, M, D).</param>
    /// <param name="inputs">The call.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public static Tensor Erase(Tensor k, Inputs inputs, Tensor? visible)
    {
        if (visible is null || k.isfinite().all().ToBoolean()) return k;
        var seen = visible.any(-2, true).expand(inputs.Batch, inputs.Heads, 1, inputs.Keys).squeeze(2);         // (B, H, M)
        var shared = seen.view(inputs.Batch, inputs.Groups, -1, inputs.Keys).any(2);                            // (B, G, M)
        return k.Filled(shared.logical_not().unsqueeze(-1), 0);
    }

    /// <summary>weights × values, where a hidden value counts as nothing even when it is not a number.</summary>
    /// <param name="weights">(B, H, N, M).</param>
    /// <param name="v">(B, H, M, Dv).</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public static Tensor Read(Tensor weights, Tensor v, Tensor? visible)
    {
        if (visible is null || v.isfinite().all().ToBoolean()) return weights.matmul(v);
        var bad = v.isfinite().logical_not();
        var sees = visible.expand(weights.shape).to(weights.dtype).matmul(bad.to(weights.dtype)).gt(0);       // (B, H, N, Dv)
        return weights.matmul(v.Filled(bad, 0)).Filled(sees, double.NaN);
    }

    /// <summary>Softmax over the keys, 0 for a row that sees nothing.</summary>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public static Tensor Softmax(Tensor scores, Tensor? visible)
    {
        if (visible is null) return scores.softmax(-1);
        var empty = visible.any(-1, true).logical_not();                                   // (…, N, 1)
        return empty.any().ToBoolean()
            ? scores.Filled(empty, 0).softmax(-1).Filled(empty, 0)
            : scores.softmax(-1);
    }

    /// <summary>Softmax with one extra score in the denominator only.</summary>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="sink">The extra score, broadcast to (B, H, N, 1).</param>
    internal static Tensor WithSink(Tensor scores, Tensor sink)
    {
        var column = sink.expand([.. scores.shape[..^1], 1]);
        var all = torch.cat([scores, column], -1);
        var visible = all.isneginf().any().ToBoolean() ? all.isneginf().logical_not() : null;                   // a sink of −∞ is none
        return Softmax(all, visible).narrow(-1, 0, scores.shape[^1]);
    }
}
