using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Limits scores to ±cap: cap · tanh(score / cap).</summary>
/// <param name="cap">The limit, above 0.</param>
public readonly struct SoftCap(float cap) : IPart<SoftCap>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Mul(S.Create(cap), Exponential.Tanh<S, V>(S.Mul(score, S.Create(1 / cap))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => cap * Math.Tanh(score / cap);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;
}
