using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One more logit per query head in the denominator only, so that a query may attend to nothing.</summary>
/// <remarks>OpenAI 2025, arXiv:2508.10925, section 2.2; with logits of 0 it is softmax-1: Miller 2023, "Attention is off by one".</remarks>
public readonly struct Sink : IPart<Sink>
{
    private readonly float[] logits;
    private readonly float logit;

    /// <summary>Takes the logits of all heads.</summary>
    /// <param name="logits">One logit per query head.</param>
    /// <exception cref="ArgumentException">A logit is not finite.</exception>
    public Sink(float[] logits) : this(Positions.Finite(logits, nameof(logits)), 0) { }

    private Sink(float[] logits, float logit) => (this.logits, this.logit) = (logits, logit);

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

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys) => Positions.Heads(nameof(Sink), nameof(logits), logits?.Length ?? 0, heads);
}
