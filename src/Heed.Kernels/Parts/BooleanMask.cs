using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A mask tensor: true where the query may see the key.</summary>
/// <remarks>It is read where it lies. The kernel turns one block at a time into bits, so that a register's queries lie side by side; blocks that are hidden are skipped.</remarks>
public readonly unsafe struct BooleanMask : IPart<BooleanMask>
{
    private readonly bool[] mask;
    private readonly Pairs pairs;

    /// <summary>A mask that all heads of all sequences share.</summary>
    /// <param name="mask">(N, M): row = query, column = key. It is not copied.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public BooleanMask(bool[] mask, int queries, int keys) : this(mask, 1, 1, queries, keys) { }

    /// <summary>A mask of its own for each sequence, for each head, or for both.</summary>
    /// <param name="mask">(1 or B, 1 or H, N, M).</param>
    /// <param name="batch">B, or 1 when all sequences share it.</param>
    /// <param name="heads">H, the query heads, or 1 when all share it.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public BooleanMask(bool[] mask, int batch, int heads, int queries, int keys)
        : this(mask, new Pairs((mask ?? throw new ArgumentNullException(nameof(mask))).Length, nameof(mask), batch, heads, queries, keys)) { }

    private BooleanMask(bool[] mask, in Pairs pairs) => (this.mask, this.pairs) = (mask, pairs);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Marked(pairs.IsLaidOut ? pairs.Marks(at) : Marks.Ask(this, pairs, at, S.Count)), score, S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => mask[pairs.At(query, key)];

    /// <inheritdoc/>
    public BooleanMask For(int batch, int head) => new(mask, pairs.For(batch, head));

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end)
    {
        var (some, all) = (false, true);
        for (var i = from; i < to && (all || !some); i++)
        {
            var row = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<bool, byte>(ref mask[pairs.At(i, first)]), end - first);
            some |= row.ContainsAnyExcept((byte)0);
            all &= !row.Contains((byte)0);
        }
        return !some ? Sight.Hidden : all ? Sight.Plain : Sight.Mixed;
    }

    /// <inheritdoc/>
    public static int Room(int queries, int keys) => Marks.Room(queries, keys);

    /// <inheritdoc/>
    public static BooleanMask Near(in BooleanMask part, int from, int to, int first, int end, float* room)
    {
        var keys = end - first;
        for (var i = from; i < to; i += 16)
            Marks.Turn(ref part.mask[part.pairs.At(i, first)], part.pairs.Keys, Math.Min(16, to - i), keys, (ushort*)room + ((i - from) / 16 * keys));
        return new(part.mask, part.pairs.Near(from, first, keys, room));
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys) => pairs.Check(nameof(BooleanMask), (batch, heads, queries, keys));
}
