namespace Heed.Alone;

/// <summary>The softmax over scaled products that several of these mechanisms are made of.</summary>
internal static class Reading
{
    /// <summary>The weights of softmax(q·k·scale + the caller's bias); a row that sees nothing weighs nothing.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, H, M, D), without numbers that are none where nobody sees them.</param>
    /// <param name="scale">What products are multiplied by.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public static Tensor Weights(Inputs inputs, Tensor q, Tensor k, double scale, Tensor? visible) =>
        Weights(Scores(inputs, q, k, scale), visible);

    /// <summary>The scores before softmax.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, H, M, D).</param>
    /// <param name="scale">What products are multiplied by.</param>
    public static Tensor Scores(Inputs inputs, Tensor q, Tensor k, double scale) =>
        Biased(inputs, q.matmul(k.transpose(-2, -1)) * scale);                             // (B, H, N, M)

    /// <summary>Scores and the caller's bias.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="scores">(B, H, N, M).</param>
    public static Tensor Biased(Inputs inputs, Tensor scores) =>
        inputs.Mask.Bias is { } bias ? scores + bias.Filled(bias.isneginf(), 0) : scores;

    /// <summary>Softmax of what is visible.</summary>
    /// <param name="scores">(B, H, N, M).</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public static Tensor Weights(Tensor scores, Tensor? visible) =>
        Hidden.Softmax(visible is null ? scores : scores.Filled(visible.logical_not(), double.NegativeInfinity), visible);
}
