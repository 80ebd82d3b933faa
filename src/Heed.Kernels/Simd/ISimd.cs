using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>The vector operations that a kernel is written in, once for all register widths.</summary>
/// <typeparam name="V">The register: a vector of 32-bit floats.</typeparam>
public interface ISimd<V> where V : struct
{
    /// <summary>How many floats a register holds.</summary>
    static abstract int Count { get; }
    /// <summary>0, 1, 2 … in the lanes.</summary>
    static abstract V Iota { get; }
    /// <summary>Reads <see cref="Count"/> floats.</summary>
    static abstract unsafe V Load(float* from);
    /// <summary>Reads the first <see cref="Count"/> floats.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    static abstract V Load(ReadOnlySpan<float> from);
    /// <summary>Reads <see cref="Count"/> numbers that are the upper halves of floats.</summary>
    static abstract unsafe V LoadBFloat16(ushort* from);
    /// <summary>Reads <see cref="Count"/> whole numbers of 8 bits.</summary>
    static abstract unsafe V LoadInt8(sbyte* from);
    /// <summary>Writes <see cref="Count"/> floats.</summary>
    static abstract unsafe void Store(V x, float* to);
    /// <summary>Writes the first <see cref="Count"/> floats.</summary>
    /// <exception cref="ArgumentException">There is room for fewer.</exception>
    static abstract void Store(V x, Span<float> to);
    /// <summary>The same number in every lane.</summary>
    static abstract V Create(float x);
    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);
    /// <summary>a - b.</summary>
    static abstract V Sub(V a, V b);
    /// <summary>a · b.</summary>
    static abstract V Mul(V a, V b);
    /// <summary>a / b.</summary>
    static abstract V Div(V a, V b);
    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract V Fma(V a, V b, V c);
    /// <summary>The larger of the two, lane by lane; b where one of them is NaN.</summary>
    static abstract V Max(V a, V b);
    /// <summary>The smaller of the two, lane by lane; b where one of them is NaN.</summary>
    static abstract V Min(V a, V b);
    /// <summary>All bits set where a &lt; b; a NaN is not less.</summary>
    static abstract V Less(V a, V b);
    /// <summary>All bits set where a = b.</summary>
    static abstract V Same(V a, V b);
    /// <summary>a where the bits of the mask are set, b elsewhere.</summary>
    static abstract V Select(V mask, V a, V b);
    /// <summary>The nearest whole number.</summary>
    static abstract V Round(V x);
    /// <summary>The bits of each lane, moved 23 places up: a whole number in the lowest eight becomes an exponent.</summary>
    static abstract V ShiftLeft23(V x);
    /// <summary>All bits set in the lanes whose bit is 1; lane 0 has the lowest.</summary>
    static abstract V Marked(int bits);
    /// <summary>Neighbours exchanged: lanes 1, 0, 3, 2 …</summary>
    static abstract V Swap(V x);
    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(V x);
    /// <summary>The largest of the lanes, of which none is NaN.</summary>
    static abstract float Largest(V x);
    /// <summary>The sums of the lanes of four registers.</summary>
    static abstract Vector128<float> Sums(V a, V b, V c, V d);
}
