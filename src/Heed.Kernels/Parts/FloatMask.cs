using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Adds a mask tensor to the scores; -∞ hides the key.</summary>
/// <remarks>
/// It is read where it lies. The kernel transposes one block at a time, so that a register's queries lie side by side; blocks of -∞ are skipped,
/// blocks of 0 cost nothing more. What pushes a score below -10³⁸ hides the key too: give -∞, not the lowest float.
/// </remarks>
public readonly unsafe struct FloatMask : IPart<FloatMask>
{
    private readonly float[] mask;
    private readonly Pairs pairs;

    /// <summary>A mask that all heads of all sequences share.</summary>
    /// <param name="mask">(N, M): row = query, column = key. It is not copied.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public FloatMask(float[] mask, int queries, int keys) : this(mask, 1, 1, queries, keys) { }

    /// <summary>A mask of its own for each sequence, for each head, or for both.</summary>
    /// <param name="mask">(1 or B, 1 or H, N, M).</param>
    /// <param name="batch">B, or 1 when all sequences share it.</param>
    /// <param name="heads">H, the query heads, or 1 when all share it.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public FloatMask(float[] mask, int batch, int heads, int queries, int keys)
        : this(mask, new Pairs((mask ?? throw new ArgumentNullException(nameof(mask))).Length, nameof(mask), batch, heads, queries, keys)) { }

    private FloatMask(float[] mask, in Pairs pairs) => (this.mask, this.pairs) = (mask, pairs);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => S.Add(score, Read<S, V>(at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
    {
        var hidden = S.Create(float.NegativeInfinity);
        return S.Select(S.Same(Read<S, V>(at), hidden), hidden, score);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score + mask[pairs.At(query, key)];

    /// <inheritdoc/>
    public bool Sees(int query, int key) => !float.IsNegativeInfinity(mask[pairs.At(query, key)]);

    /// <inheritdoc/>
    public FloatMask For(int batch, int head) => new(mask, pairs.For(batch, head));

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end)
    {
        var sample = mask[pairs.At(from, first)];
        if (sample != 0 && !float.IsNegativeInfinity(sample)) return Sight.Mixed;
        for (var i = from; i < to; i++)
            if (MemoryMarshal.CreateReadOnlySpan(ref mask[pairs.At(i, first)], end - first).ContainsAnyExcept(sample)) return Sight.Mixed;
        return sample == 0 ? Sight.Plain : Sight.Hidden;
    }

    /// <inheritdoc/>
    public static int Room(int queries, int keys) => (Wide(queries) * keys) + Wide(keys);

    /// <inheritdoc/>
    public static FloatMask Near(in FloatMask part, int from, int to, int first, int end, float* room)
    {
        var (wide, keys) = (Wide(to - from), end - first);
        var ones = room + (wide * keys);
        new Span<float>(ones, keys).Fill(1);
        fixed (float* rows = &part.mask[part.pairs.At(from, first)]) Transpose.Run(rows, part.pairs.Keys, to - from, keys, ones, room, wide);
        return new(part.mask, part.pairs.Near(from, first, wide, room));
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys) => pairs.Check(nameof(FloatMask), (batch, heads, queries, keys));

    private static int Wide(int lanes) => (lanes + 15) & ~15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Read<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct => pairs.IsLaidOut ? S.Load(pairs.Floats(at)) : Gather<S, V>(at);

    private V Gather<S, V>(Lanes at) where S : struct, ISimd<V> where V : struct
    {
        if (at.AlongKeys && at.Key + S.Count <= pairs.Keys)
            fixed (float* row = &mask[pairs.At(at.Query, at.Key)]) return S.Load(row);
        var lanes = stackalloc float[16];
        for (var i = 0; i < S.Count; i++) lanes[i] = pairs.Lane(at, i, out var query, out var key) ? mask[pairs.At(query, key)] : 0;
        return S.Load(lanes);
    }
}
