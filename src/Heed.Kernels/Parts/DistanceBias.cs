using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds a number that depends on how far the key lies from the query, out of a table.</summary>
public readonly struct DistanceBias : IPart<DistanceBias>
{
    private readonly Biases biases;
    private readonly int offset;

    /// <summary>Takes the table.</summary>
    /// <param name="table">(heads, 2 · reach + 1): the number at [h, reach + c] is for
    /// distance c = j - i - offset, and those at the ends for all beyond.</param>
    /// <param name="heads">The query heads, or 1 when all share one row.</param>
    /// <param name="reach">The largest distance with a number of its own.</param>
    /// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
    /// <exception cref="ArgumentException">The table has another length, or holds a number that is not finite.</exception>
    public DistanceBias(float[] table, int heads, int reach, int offset)
    {
        _ = Positions.Count(heads, nameof(heads));
        if (reach is < 0 or > Positions.Most)
            throw new ArgumentOutOfRangeException(nameof(reach), $"reach is {reach}: give a distance between 0 and 2²⁴.");
        var wide = 2L * reach + 1;
        if (Positions.Finite(table, nameof(table)).Length != heads * wide)
            throw new ArgumentException($"table has {table.Length} numbers; ({heads}, 2 · {reach} + 1) needs {heads * wide}.",
                nameof(table));
        (biases, this.offset) = (new(heads, reach, (h, behind) => table[(int)(h * wide + reach - behind)]), Positions.Offset(offset));
    }

    private DistanceBias(Biases biases, int offset) => (this.biases, this.offset) = (biases, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Add(score, biases.Load<S, V>(at, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score + biases.At((long)query + offset - key);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    public DistanceBias For(int batch, int head) => new(biases.For(head), offset);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Full;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (biases.Heads != heads) Positions.Shared(nameof(DistanceBias), nameof(heads), biases.Heads, heads);
        Positions.Check(nameof(DistanceBias), offset, queries, keys);
    }
}
