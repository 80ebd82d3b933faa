using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Packed sequences: a query sees the keys of its own document. Documents may lie
/// in any order; those that lie together are skipped as wholes.</summary>
public readonly struct Documents : IPart<Documents>
{
    private readonly DocumentMap map;
    private readonly int query, key;                                                // where the sequence begins among all

    /// <summary>Looks at the documents once, in time and memory of the number of tokens.</summary>
    /// <param name="queryIds">(sequences, N): the document of each query, between -2²⁴ and 2²⁴.</param>
    /// <param name="keyIds">(sequences, M): the document of each key.</param>
    /// <param name="sequences">B, or 1 when all sequences are packed alike.</param>
    /// <exception cref="ArgumentException">The ids do not divide into the sequences, or one is beyond 2²⁴.</exception>
    public Documents(int[] queryIds, int[] keyIds, int sequences = 1)
        : this(new DocumentMap(queryIds, keyIds, Positions.Count(sequences, nameof(sequences))), 0, 0) { }

    private Documents(DocumentMap map, int query, int key) => (this.map, this.query, this.key) = (map, query, key);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(map.Same<S, V>(at, query, key), score, S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => map.Query(query + this.query) == map.Key(key + this.key);

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys) => map.Visible(query, key, from, to, keys);

    /// <inheritdoc/>
    public Documents For(int batch, int head) => map.Sequences == 1 ? this : new(map, batch * map.Queries, batch * map.Keys);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => map.Classify(query, key, from, to, first, end);

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        Positions.Shared(nameof(Documents), "sequences", map?.Sequences ?? 0, batch);
        if (map!.Queries != queries)
            throw new ArgumentException($"queryIds of part Documents has {map.Queries} ids a sequence; there are {queries} queries.",
                "queryIds");
        if (map.Keys != keys)
            throw new ArgumentException($"keyIds of part Documents has {map.Keys} ids a sequence; there are {keys} keys.", "keyIds");
    }
}
