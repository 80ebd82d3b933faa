using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds -slope · |i + offset - j| to each score, with a slope per query head.</summary>
/// <remarks>Press, Smith and Lewis 2021, arXiv:2108.12409, section 3.</remarks>
public readonly struct Alibi : IPart<Alibi>
{
    private readonly float[] slopes;
    private readonly int offset;
    private readonly float slope;

    /// <summary>Takes the slopes of all heads.</summary>
    /// <param name="slopes">One slope per query head.</param>
    /// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
    /// <exception cref="ArgumentException">A slope is not finite, or the offset is beyond 2²⁴.</exception>
    public Alibi(float[] slopes, int offset) : this(Positions.Finite(slopes, nameof(slopes)), Positions.Offset(offset), 0) { }

    private Alibi(float[] slopes, int offset, float slope) => (this.slopes, this.offset, this.slope) = (slopes, offset, slope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var apart = at.Behind<S, V>(offset);
        return S.Fma(S.Max(apart, S.Sub(S.Create(0f), apart)), S.Create(-slope), score);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score - slope * Math.Abs((double)query + offset - key);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    public Alibi For(int batch, int head) => new(slopes, offset, slopes[head]);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Full;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        Positions.Heads(nameof(Alibi), nameof(slopes), slopes?.Length ?? 0, heads);
        Positions.Check(nameof(Alibi), offset, queries, keys);
    }
}
