using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>
/// The parts of the masks that a caller gives. They are copied, since parts read arrays of their own; q, k and v are not.
/// </summary>
internal static class UserMasks
{
    public const string Bias = "bias";

    /// <summary>What is added to scores.</summary>
    public static void LowerBias(LoweredParts parts, Inputs inputs)
    {
        if (inputs.Mask.Bias is not { } bias) return;
        var (b, h, n, m) = Sizes(inputs, bias);
        parts.Add(Bias, bias.expand(b, h, n, m), x => new FloatMask(x, b, h, n, m), (x, learns) => new FloatMask(x, b, h, n, m, learns));
    }

    /// <summary>What is hidden.</summary>
    public static void LowerHidden(LoweredParts parts, Inputs inputs)
    {
        if (inputs.Mask.KeyMask is { } keys) parts.Add(new KeyMask(TensorSpan.Copy<bool>(keys), (int)inputs.Keys));
        if (inputs.Mask.PairMask is not { } pairs) return;
        var (b, h, n, m) = Sizes(inputs, pairs);
        parts.Add(new BooleanMask(TensorSpan.Copy<bool>(pairs.expand(b, h, n, m)), b, h, n, m));
    }

    /// <summary>The sizes of a table of pairs; what it is shared over stays shared.</summary>
    public static (int B, int H, int N, int M) Sizes(Inputs inputs, Tensor mask)
    {
        var (b, h) = (mask.dim() < 4 ? 1 : (int)mask.shape[^4], mask.dim() < 3 ? 1 : (int)mask.shape[^3]);
        return (b, h, (int)inputs.Queries, (int)inputs.Keys);
    }
}
