using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Adds a learned number to each score, one per head and bucket of distances: near
/// distances have buckets of their own, far ones share them by their logarithm.</summary>
/// <remarks>Raffel et al. 2019, arXiv:1910.10683, section 2.1. T5 does not scale its
/// scores: give <see cref="AttentionOptions.Scale"/> 1 with its weights.</remarks>
public readonly struct T5Bias : IPart<T5Bias>
{
    private readonly Biases biases;
    private readonly T5Gradient? learned;
    private readonly int offset, head, reach;

    /// <summary>Takes the numbers.</summary>
    /// <param name="table">(heads, buckets).</param>
    /// <param name="heads">The query heads, or 1 when all share one row.</param>
    /// <param name="buckets">Buckets, 32 in T5; an even number for an encoder.</param>
    /// <param name="farthest">The distance from which on all share the last bucket, 128 in T5.</param>
    /// <param name="side">Whether keys after the query have buckets of their own.</param>
    /// <param name="offset">How many keys lie before the first query's own: M - N with a cache.</param>
    /// <param name="gradient">Null, or where a backward call adds the gradient of each number of the table: as many floats.</param>
    /// <param name="reach">The longest distance of the calls, so that no number is laid out for a longer one; at least 1.</param>
    /// <exception cref="ArgumentException">The table or its gradient has another length, the
    /// table holds a number that is not finite, or the sizes make no buckets.</exception>
    public T5Bias(float[] table, int heads, int buckets, int farthest, T5Side side, int offset, float[]? gradient = null,
        int reach = int.MaxValue)
    {
        _ = Positions.Count(heads, nameof(heads));
        CheckSizes(buckets, farthest, side);
        if (Positions.Finite(table, nameof(table)).Length != (long)heads * buckets)
            throw new ArgumentException($"table has {table.Length} numbers; ({heads}, {buckets}) needs {(long)heads * buckets}.",
                nameof(table));
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        this.reach = Math.Min(reach, farthest) < farthest ? reach : int.MaxValue;
        if (gradient is not null)
        {
            if (gradient.Length != table.Length)
                throw new ArgumentException($"gradient has {gradient.Length} numbers; the table has {table.Length}.", nameof(gradient));
            learned = new(gradient, heads, buckets, farthest, side, Math.Min(reach, farthest));
        }

        float Of(int h, int behind) => table[h * buckets + Bucket(behind, buckets, farthest, side)];
        (biases, this.offset) = (new(heads, Math.Min(reach, farthest), Of), Positions.Offset(offset));
    }

    private T5Bias(Biases biases, T5Gradient? learned, int offset, int head, int reach)
        => (this.biases, this.learned, this.offset, this.head, this.reach) = (biases, learned, offset, head, reach);

    /// <summary>The bucket of a distance.</summary>
    /// <param name="behind">How far the key lies behind the query; negative when it lies after it.</param>
    /// <param name="buckets">Buckets.</param>
    /// <param name="farthest">The distance from which on all share the last bucket.</param>
    /// <param name="side">Whether keys after the query have buckets of their own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sizes make no buckets.</exception>
    public static int Bucket(int behind, int buckets, int farthest, T5Side side)
    {
        CheckSizes(buckets, farthest, side);
        behind = Math.Clamp(behind, -farthest, farthest);
        var (own, first) = side == T5Side.Decoder ? (buckets, 0) : (buckets / 2, behind < 0 ? buckets / 2 : 0);
        var (apart, near) = (side == T5Side.Decoder ? Math.Max(behind, 0) : Math.Abs(behind), own / 2);
        if (apart < near) return first + apart;
        // 64 is to be 3/4 of the way from 8 to 128
        var far = near + (int)(Math.Log((double)apart / near) / Math.Log((double)farthest / near) * (own - near) + 1e-9);
        return first + Math.Min(far, own - 1);
    }

    private static void CheckSizes(int buckets, int farthest, T5Side side)
    {
        if (buckets < 2 || (side == T5Side.Encoder && (buckets < 4 || buckets % 2 != 0)))
            throw new ArgumentOutOfRangeException(nameof(buckets),
                $"buckets is {buckets}: give at least 2 for a decoder, an even number from 4 for an encoder.");
        var near = (side == T5Side.Encoder ? buckets / 2 : buckets) / 2;
        if (farthest <= near || farthest > Positions.Most)
            throw new ArgumentOutOfRangeException(nameof(farthest),
                $"farthest is {farthest}: give a distance above {near}, where the buckets of one distance end, and up to 2²⁴.");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Add(score, biases.Load<S, V>(at, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        learned?.Add<S, V>(gradient, at, offset, head);
        return gradient;
    }

    /// <inheritdoc/>
    public Learning Learns => learned is null ? Learning.None : learned.Sharing;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score + biases.At((long)query + offset - key);

    /// <inheritdoc/>
    public bool Sees(int query, int key) => true;

    /// <inheritdoc/>
    public T5Bias For(int batch, int head) => new(biases.For(head), learned, offset, head, reach);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => BlockKind.Full;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (biases.Heads != heads) Positions.Shared(nameof(T5Bias), nameof(heads), biases.Heads, heads);
        Positions.Check(nameof(T5Bias), offset, queries, keys);
        if (Math.Max(queries - 1L + offset, keys - 1L - offset) > reach)
            throw new ArgumentException($"{nameof(T5Bias)} was laid out for distances up to {reach}; {queries} queries and {keys} keys "
                + $"with an offset of {offset} lie farther apart.", nameof(reach));
    }
}
