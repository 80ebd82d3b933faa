using System.Numerics;
using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>Patterns of whole blocks in the kernel: what the first tokens of two blocks do, all of their tokens do.</summary>
internal static class BlockTable
{
    /// <summary>Adds the mask; where queries begin inside a block, in pieces of blocks.</summary>
    /// <param name="parts">What takes it.</param>
    /// <param name="inputs">The call.</param>
    /// <param name="size">Tokens of a block.</param>
    /// <param name="sees">Whether a query at one place sees a key at another.</param>
    public static void Lower(LoweredParts parts, Inputs inputs, int size, Func<long, long, bool> sees)
    {
        var (n, m, offset) = ((int)inputs.Queries, (int)inputs.Keys, inputs.Offset);
        size = (int)BigInteger.GreatestCommonDivisor(size, offset);
        var (rows, columns) = ((n + size - 1) / size, (m + size - 1) / size);
        var seen = new bool[rows * columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                seen[(i * columns) + j] = sees(((long)i * size) + offset, (long)j * size);
        parts.Add(new Kernels.BlockMask(seen, 1, 1, n, m, size, size));
    }
}
