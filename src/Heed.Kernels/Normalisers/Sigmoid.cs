using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>1 / (1 + e^-(score + bias)): each pair decides for itself.</summary>
/// <remarks>Ramapuram et al. 2024, arXiv:2409.04431, who take the bias -ln M.</remarks>
/// <param name="bias">Added to each score.</param>
public readonly struct Sigmoid(float bias) : INormaliser
{
    /// <inheritdoc/>
    public static bool Sums => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Weigh<S, V>(V score) where S : struct, ISimd<V> where V : struct
    {
        // Of 1 / (1 + e^-x) and e^x / (1 + e^x) the one whose exponential is at most 1, so
        // that neither overflows and a hidden key weighs exactly 0.
        var x = S.Add(score, S.Create(bias));
        var zero = S.Create(0f);
        var negative = S.Less(x, zero);
        var e = Exponential.Exp<S, V>(S.Select(negative, x, S.Sub(zero, x)));
        return S.Div(S.Select(negative, e, S.Create(1f)), S.Add(S.Create(1f), e));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V weight, V gradient) where S : struct, ISimd<V> where V : struct
        => S.Mul(gradient, S.Mul(weight, S.Sub(S.Create(1f), weight)));

    /// <inheritdoc/>
    public double Define(double score) => 1 / (1 + Math.Exp(-(score + bias)));
}
