using Heed.Kernels;
using Heed.Lowering;

namespace Heed.Pairwise;

/// <summary>Parts that the kernel has as a table with a number, or a truth value, for each pair.</summary>
internal static class Table
{
    /// <summary>What is added to scores; its gradient goes on to what the table was made of.</summary>
    public static void Add(LoweredParts parts, Inputs inputs, Bias bias, Tensor table)
    {
        var (b, h, n, m) = UserMasks.Sizes(inputs, table);
        parts.Add(bias, table.to(torch.ScalarType.Float32).expand(b, h, n, m), x => new FloatMask(x, b, h, n, m),
            (x, learns) => new FloatMask(x, b, h, n, m, learns));
    }

    /// <summary>What may be seen.</summary>
    public static void Add(LoweredParts parts, Inputs inputs, Tensor visible)
    {
        var (b, h, n, m) = UserMasks.Sizes(inputs, visible);
        parts.Add(new BooleanMask(TensorSpan.Copy<bool>(visible.expand(b, h, n, m)), b, h, n, m));
    }
}
