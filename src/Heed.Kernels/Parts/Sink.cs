using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One more logit per query head in the denominator only, so that a query may attend to nothing.</summary>
/// <remarks>OpenAI 2025, arXiv:2508.10925, section 2.2; with logits of 0 it is softmax-1: Miller 2023, "Attention is off by one".</remarks>
public readonly struct Sink : IPart<Sink>
{
    private readonly float[] logits;
    private readonly float[]? gradient;
    private readonly float logit;
    private readonly int head;

    /// <summary>Takes the logits of all heads.</summary>
    /// <param name="logits">One logit per query head; -∞ for a head without a sink.</param>
    /// <param name="gradient">Null, or where the gradient of each logit is added to.</param>
    /// <exception cref="ArgumentException">A logit is NaN or ∞, or the gradients are not as many.</exception>
    public Sink(float[] logits, float[]? gradient = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        for (var h = 0; h < logits.Length; h++)
            if (!(logits[h] < float.PositiveInfinity))
                throw new ArgumentException($"logits[{h}] is {logits[h]}: give a number, or -∞ for no sink.", nameof(logits));
        (this.logits, this.gradient) = (logits, gradient);
        if (gradient is not null && gradient.Length != logits.Length)
            throw new ArgumentException($"gradient has {gradient.Length} numbers; there are {logits.Length} logits.", nameof(gradient));
    }

    private Sink(in Sink all, int head) => (logits, gradient, logit, this.head) = (all.logits, all.gradient, all.logits[head], head);

    /// <summary>Softmax-1: a logit of 0 for each head.</summary>
    /// <param name="heads">How many query heads.</param>
    public static Sink Zeros(int heads) => new(new float[heads]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    float IPart<Sink>.Sink => logit;

    /// <inheritdoc/>
    public Sink For(int batch, int head) => new(this, head);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Unchanged;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
        => Positions.Heads(nameof(Sink), nameof(logits), logits?.Length ?? 0, heads);

    /// <inheritdoc/>
    public void Settle(ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> delta)
    {
        // without a sink, a query that sees no key has the logarithm -∞ too
        if (gradient is null || float.IsNegativeInfinity(logit)) return;
        var sum = 0.0;
        for (var i = 0; i < delta.Length; i++) sum -= Math.Exp((double)logit - logSumExp[i]) * delta[i];
        gradient[head] += (float)sum;
    }
}
