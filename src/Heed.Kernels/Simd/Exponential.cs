using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The exponential and the hyperbolic tangent, lane by lane, for the widths of <see cref="ISimd{V}"/>.</summary>
public static class Exponential
{
    private const float Log2E = 1.44269504f;
    private const float Ln2 = 0.693147182f;

    // 1.5 · 2^23 + 127: a number added to it is rounded to a whole number, whose biased exponent is then in the lowest bits.
    private const float Shifter = 12582912f + 127f;

    // A power is computed as 2^27 · e^rest times 2^(whole - 27), so it is 0 from 2^-100 on: a result, and what it is multiplied by,
    // would become denormal, and stall the processor.
    private const int Spare = 27;
    private const float Up = 1 << Spare;

    /// <summary>e to the power x, for x ≤ 88, within 2 units in the last place down to -35 and 4 below; exactly 0 below -69, so a hidden
    /// key weighs nothing; NaN stays NaN.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        x = S.Max(S.Create((Spare - 127) * Ln2), x);                                // in this order the maximum of a NaN is NaN
        var shifted = S.Fma(x, S.Create(Log2E), S.Create(Shifter - Spare));
        var rest = S.Fma(S.Sub(shifted, S.Create(Shifter - Spare)), S.Create(-Ln2), x);
        // The polynomial of degree 5 nearest to e^rest on |rest| <= ln 2 / 2 (relative error 9.4e-8) whose constant is 1.
        var p = S.Create(8.290275e-3f * Up);
        p = S.Fma(p, rest, S.Create(4.18981649e-2f * Up));
        p = S.Fma(p, rest, S.Create(0.166676387f * Up));
        p = S.Fma(p, rest, S.Create(0.499991477f * Up));
        p = S.Fma(p, rest, S.Create(0.999999702f * Up));
        p = S.Fma(p, rest, S.Create(Up));
        return S.Mul(p, S.ShiftLeft23(shifted));
    }

    /// <summary>tanh x = u / (u + 2) with u = e^2x - 1, within 2 units in the last place however small x is; NaN stays NaN.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        // Beyond ±10 the result is ±1 to all bits. In this order the limits let a NaN through.
        var twice = S.Mul(S.Min(S.Create(10f), S.Max(S.Create(-10f), x)), S.Create(2 * Log2E));
        var shifted = S.Add(twice, S.Create(Shifter));
        var rest = S.Sub(twice, S.Sub(shifted, S.Create(Shifter)));
        // 2^rest - 1 = rest · p: the polynomial of degree 5 nearest to that quotient on
        // |rest| <= 1/2 (relative error 1.1e-8). No 1 is subtracted where x is small.
        var p = S.Create(1.54035122e-4f);
        p = S.Fma(p, rest, S.Create(1.33907353e-3f));
        p = S.Fma(p, rest, S.Create(9.61823761e-3f));
        p = S.Fma(p, rest, S.Create(5.55035733e-2f));
        p = S.Fma(p, rest, S.Create(0.240226492f));
        p = S.Fma(p, rest, S.Create(0.693147182f));
        var power = S.ShiftLeft23(shifted);
        var u = S.Fma(S.Mul(p, rest), power, S.Sub(power, S.Create(1f)));
        return S.Div(u, S.Add(u, S.Create(2f)));
    }
}
