using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One more logit per query head in the denominator only, so that a query may attend to nothing; zeros give softmax-1.</summary>
/// <param name="logits">One logit per query head.</param>
public readonly struct Sink(float[] logits) : IPart<Sink>
{
    private readonly float logit;

    private Sink(float[] logits, float logit) : this(logits) => this.logit = logit;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    float IPart<Sink>.Sink => logit;

    /// <inheritdoc/>
    public Sink For(int batch, int head) => new(logits, logits[head]);

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end) => Sight.Plain;
}
