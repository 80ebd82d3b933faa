using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A mask tensor: true where the query may see the key.</summary>
/// <param name="mask">(1 or B · heads) · queries · keys marks; row = query, column = key.</param>
/// <param name="queries">N.</param>
/// <param name="keys">M.</param>
/// <param name="heads">H when each head of each sequence has its own; 0 when all share one.</param>
public readonly struct BooleanMask(bool[] mask, int queries, int keys, int heads) : IPart<BooleanMask>
{
    private readonly int start;

    private BooleanMask(bool[] mask, int queries, int keys, int heads, int start) : this(mask, queries, keys, heads) => this.start = start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Gather<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct => Table.Gather<S, V>(mask, start, queries, keys, at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Select(S.Same(Gather<S, V>(at), S.Create(0f)), S.Create(float.NegativeInfinity), score);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => mask[start + query * keys + key];

    /// <inheritdoc/>
    public BooleanMask For(int batch, int head)
        => heads == 0 ? this : new(mask, queries, keys, heads, (batch * heads + head) * queries * keys);
}
