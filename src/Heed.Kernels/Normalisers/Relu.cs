using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>factor · max(0, score): keys with a negative score are left out.</summary>
/// <remarks>Wortsman et al. 2023, arXiv:2309.08586, who divide by the number of keys: factor 1/M.</remarks>
/// <param name="factor">What the positive scores are multiplied by.</param>
public readonly struct Relu(float factor) : INormaliser
{
    /// <inheritdoc/>
    public static bool Sums => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Weigh<S, V>(V score) where S : struct, ISimd<V> where V : struct => S.Mul(S.Create(factor), S.Max(S.Create(0f), score));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V weight, V gradient) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Same(weight, S.Create(0f)), S.Create(0f), S.Mul(gradient, S.Create(factor)));

    /// <inheritdoc/>
    public double Define(double score) => factor * Math.Max(0, score);
}
