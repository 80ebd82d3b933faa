using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Limits scores to ±cap: cap · tanh(score / cap).</summary>
/// <remarks>Gemma Team 2024, arXiv:2408.00118, section 2.</remarks>
/// <param name="cap">The limit, above 0.</param>
public readonly struct SoftCap(float cap) : IPart<SoftCap>
{
    private readonly float cap = cap >= 1e-30f && cap <= 1e30f ? cap
        : throw new ArgumentOutOfRangeException(nameof(cap), $"cap is {cap}: give a limit between 1e-30 and 1e30.");

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Mul(S.Create(cap), Exponential.Tanh<S, V>(S.Mul(score, S.Create(1 / cap))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var tanh = Exponential.Tanh<S, V>(S.Mul(score, S.Create(1 / cap)));
        return S.Mul(gradient, S.Sub(S.Create(1f), S.Mul(tanh, tanh)));
    }

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => cap * Math.Tanh(score / cap);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Full;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (cap == 0) throw new ArgumentException("cap of part SoftCap is 0: make the part with its constructor.", nameof(cap));
    }
}
