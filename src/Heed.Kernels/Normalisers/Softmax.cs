using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>e to the power of the score, divided by the sum over the keys that the query sees.</summary>
public readonly struct Softmax : INormaliser
{
    /// <inheritdoc/>
    public static bool Sums => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Weigh<S, V>(V score) where S : struct, ISimd<V> where V : struct => Exponential.Exp<S, V>(score);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V weight, V gradient) where S : struct, ISimd<V> where V : struct => S.Mul(weight, gradient);

    /// <inheritdoc/>
    public double Define(double score) => Math.Exp(score);
}
