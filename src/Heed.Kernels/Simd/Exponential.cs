using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The exponential and the hyperbolic tangent, lane by lane, for the widths of <see cref="ISimd{V}"/>.</summary>
public static class Exponential
{
    /// <summary>log2 e: e^x = 2^(x · log2 e).</summary>
    public const float Log2E = 1.44269504f;

    // 1.5 · 2^23 + 127: a number added to it is rounded to a whole number, whose biased exponent is then in the lowest bits.
    private const float Shifter = 12582912f + 127f;

    /// <summary>2 to the power x, for x ≤ 127, within 2 units in the last place. Below -126.5 the result is exactly 0, so a hidden key weighs nothing; NaN stays NaN.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp2<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        x = S.Max(S.Create(-127f), x);                                              // in this order the maximum of a NaN is NaN
        var shifted = S.Add(x, S.Create(Shifter));
        var rest = S.Sub(x, S.Sub(shifted, S.Create(Shifter)));
        // The polynomial of degree 5 nearest to 2^rest on |rest| <= 1/2 (relative error 7.5e-8), its constant rounded to 1.
        var p = S.Create(1.32764725e-3f);
        p = S.Fma(p, rest, S.Create(9.67554096e-3f));
        p = S.Fma(p, rest, S.Create(5.55071309e-2f));
        p = S.Fma(p, rest, S.Create(0.240221202f));
        p = S.Fma(p, rest, S.Create(0.693146944f));
        p = S.Fma(p, rest, S.Create(1f));
        return S.Mul(p, S.ShiftLeft23(shifted));
    }

    /// <summary>e to the power x, for x ≤ 88; exactly 0 below -87.7.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<S, V>(V x) where S : struct, ISimd<V> where V : struct => Exp2<S, V>(S.Mul(x, S.Create(Log2E)));

    /// <summary>tanh x = 1 - 2 / (1 + e^2x), with 2x limited to ±30, where the result is ±1 already.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        var twice = S.Min(S.Max(S.Add(x, x), S.Create(-30f)), S.Create(30f));
        return S.Sub(S.Create(1f), S.Div(S.Create(2f), S.Add(S.Create(1f), Exp<S, V>(twice))));
    }
}
