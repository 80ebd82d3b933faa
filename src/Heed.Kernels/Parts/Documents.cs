using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Packed sequences: a query sees the keys of its own document.</summary>
/// <param name="queryIds">The document of each query, below 2²⁴.</param>
/// <param name="keyIds">The document of each key.</param>
public readonly struct Documents(int[] queryIds, int[] keyIds) : IPart<Documents>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Select(
        S.Same(Table.Ids<S, V>(queryIds, at.Query, !at.AlongKeys), Table.Ids<S, V>(keyIds, at.Key, at.AlongKeys)), score, S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => queryIds[query] == keyIds[key];

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end) => !queryIds.AsSpan(from, to - from).ContainsAnyExcept(queryIds[from]) && !keyIds.AsSpan(first, end - first).ContainsAnyExcept(queryIds[from]) ? Sight.Plain : Sight.Mixed;
}
