using Heed.Kernels;

namespace Heed.Pairwise.Twins;

/// <summary>The twins of the masks that a caller gives. They are copied, since parts read arrays of their own; q, k and v are not.</summary>
internal static class UserMasks
{
    public const string Bias = "bias";

    /// <summary>What is added to scores.</summary>
    public static void HandBias(TwinParts twins, Inputs inputs)
    {
        if (inputs.Mask.Bias is not { } bias) return;
        var (b, h, n, m, heads) = Sizes(inputs, bias);
        twins.Add(Bias, bias.expand(b, h, n, m), x => new FloatMask(x, n, m, heads),
            (x, learns) => new Both<FloatMask, ScoreGradient>(new(x, n, m, heads), new(learns, b, h, n, m)));
    }

    /// <summary>What is hidden.</summary>
    public static void HandHidden(TwinParts twins, Inputs inputs)
    {
        if (inputs.Mask.KeyMask is { } keys) twins.Add(new KeyMask(TensorSpan.Copy<bool>(keys), (int)inputs.Keys));
        if (inputs.Mask.PairMask is not { } pairs) return;
        var (b, h, n, m, heads) = Sizes(inputs, pairs);
        twins.Add(new BooleanMask(TensorSpan.Copy<bool>(pairs.expand(b, h, n, m)), n, m, heads));
    }

    /// <summary>One mask for all, or one for each head of each sequence.</summary>
    private static (int B, int H, int N, int M, int Own) Sizes(Inputs inputs, Tensor mask)
    {
        var shared = mask.shape.SkipLast(2).All(size => size == 1);
        var (n, m) = ((int)inputs.Queries, (int)inputs.Keys);
        return shared ? (1, 1, n, m, 0) : ((int)inputs.Batch, (int)inputs.Heads, n, m, (int)inputs.Heads);
    }
}
