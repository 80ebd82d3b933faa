using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One more logit per query head in the denominator only, so that a query may attend to nothing; zeros give softmax-1.</summary>
/// <param name="logits">One logit per query head.</param>
/// <param name="gradient">Null, or where the gradient of each logit is added to.</param>
public readonly struct Sink(float[] logits, float[]? gradient = null) : IPart<Sink>
{
    private readonly int head;

    private Sink(float[] logits, float[]? gradient, int head) : this(logits, gradient) => this.head = head;

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
    float IPart<Sink>.Sink => logits[head];

    /// <inheritdoc/>
    public Sink For(int batch, int head) => new Sink(logits, gradient, head);

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end) => Sight.Plain;

    /// <inheritdoc/>
    public void Settle(ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> pulls)
    {
        if (gradient is null) return;
        var sum = 0.0;
        for (var i = 0; i < pulls.Length; i++) sum -= Math.Exp((double)logits[head] - logSumExp[i]) * pulls[i];
        gradient[head] += (float)sum;
    }
}
