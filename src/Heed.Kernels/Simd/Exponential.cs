using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The exponential and the hyperbolic tangent, lane by lane, for the widths of <see cref="ISimd{V}"/>.</summary>
public static class Exponential
{
    /// <summary>e to the power x, for x ≤ 88. Below -87 the result is exactly 0, so a hidden key weighs nothing.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        var low = S.Create(-87f);
        var safe = S.Max(x, low);
        var whole = S.Round(S.Mul(safe, S.Create(1.44269504f)));
        // ln 2 in two parts, so that the rest is exact to the last bit.
        var rest = S.Fma(whole, S.Create(-0.693359375f), safe);
        rest = S.Fma(whole, S.Create(2.12194440e-4f), rest);
        // Taylor's series: on |rest| <= ln 2 / 2 its eighth term is below 6e-9.
        var p = S.Create(1f / 5040);
        p = S.Fma(p, rest, S.Create(1f / 720));
        p = S.Fma(p, rest, S.Create(1f / 120));
        p = S.Fma(p, rest, S.Create(1f / 24));
        p = S.Fma(p, rest, S.Create(1f / 6));
        p = S.Fma(p, rest, S.Create(0.5f));
        p = S.Fma(p, rest, S.Create(1f));
        p = S.Fma(p, rest, S.Create(1f));
        return S.Select(S.Less(x, low), S.Create(0f), S.Mul(p, S.Pow2(whole)));
    }

    /// <summary>tanh x = 1 - 2 / (1 + e^2x), with 2x limited to ±30, where the result is ±1 already.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<S, V>(V x) where S : struct, ISimd<V> where V : struct
    {
        var twice = S.Min(S.Max(S.Add(x, x), S.Create(-30f)), S.Create(30f));
        return S.Sub(S.Create(1f), S.Div(S.Create(2f), S.Add(S.Create(1f), Exp<S, V>(twice))));
    }
}
