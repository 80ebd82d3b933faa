using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A prefix that every query sees, and causal after it: key j is seen when j &lt; prefix or j ≤ i + offset.</summary>
/// <remarks>Raffel et al. 2019, arXiv:1910.10683, figure 4: the prefix language model.</remarks>
public readonly struct PrefixCausal : IPart<PrefixCausal>
{
    private readonly int[] prefixes;
    private readonly int offset;
    private readonly int prefix;

    /// <summary>Takes the prefixes of all sequences.</summary>
    /// <param name="prefixes">How many keys every query sees: one number for each sequence, or one for all.</param>
    /// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
    /// <exception cref="ArgumentException">A prefix is negative, or a number is beyond 2²⁴.</exception>
    public PrefixCausal(int[] prefixes, int offset) : this(prefixes, Positions.Offset(offset), 0)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        for (var i = 0; i < prefixes.Length; i++)
            if (prefixes[i] is < 0 or > Positions.Most)
                throw new ArgumentException($"prefixes[{i}] is {prefixes[i]}: give a number of keys between 0 and 2²⁴.", nameof(prefixes));
    }

    private PrefixCausal(int[] prefixes, int offset, int prefix) => (this.prefixes, this.offset, this.prefix) = (prefixes, offset, prefix);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Less(at.Behind<S, V>(offset), S.Create(0f)),
            S.Select(S.Less(at.Keys<S, V>(), S.Create(prefix)), score, S.Create(float.NegativeInfinity)), score);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => key < prefix || key <= query + offset;

    /// <inheritdoc/>
    public (int From, int To) Visible(int from, int to, int keys)
        => (0, Math.Clamp(Math.Max(prefix, to + offset), 0, keys));

    /// <inheritdoc/>
    public PrefixCausal For(int batch, int head) => new(prefixes, offset, prefixes[prefixes.Length == 1 ? 0 : batch]);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
        => end <= Math.Max(prefix, from + offset + 1) ? BlockKind.Unchanged : first > to - 1 + offset && first >= prefix ? BlockKind.Empty
            : BlockKind.Partial;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        Positions.Shared(nameof(PrefixCausal), nameof(prefixes), prefixes?.Length ?? 0, batch);
        Positions.Check(nameof(PrefixCausal), offset, queries, keys);
    }
}
