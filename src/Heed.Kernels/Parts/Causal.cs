using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Query i sees key j when j ≤ i + offset.</summary>
/// <remarks>With a cache the offset is M - N, so that the last query sees every key; 0 aligns the first query with the first key.</remarks>
/// <param name="offset">How many keys lie before the first query's own, between -2²⁴ and 2²⁴.</param>
public readonly struct Causal(int offset) : IPart<Causal>
{
    private readonly int offset = Positions.Offset(offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Less(at.Behind<S, V>(offset), S.Create(0f)), S.Create(float.NegativeInfinity), score);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => key <= query + offset;

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys)
        => (0, Math.Clamp(to + offset, 0, keys));

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
        => to - 1 + offset < first ? BlockKind.Empty : end <= from + offset + 1 ? BlockKind.Unchanged : BlockKind.Partial;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys) => Positions.Check(nameof(Causal), offset, queries, keys);
}
