using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A mask tensor: true where the query may see the key.</summary>
/// <remarks>It is read where it lies. The kernel packs one block at a time into bits, so that
/// a register's queries lie side by side; blocks that are hidden are skipped.</remarks>
public readonly unsafe struct BooleanMask : IPart<BooleanMask>
{
    private readonly PairTable<bool> mask;
    private readonly nint start;
    private readonly MarkScratch scratch;

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
        : this(new PairTable<bool>(mask, nameof(mask), batch, heads, queries, keys), 0, default) { }

    private BooleanMask(PairTable<bool> mask, nint start, MarkScratch scratch)
        => (this.mask, this.start, this.scratch) = (mask, start, scratch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Marked(!at.AlongKeys && scratch.Holds(at) ? scratch.Bits(at) : Gather(mask, start, at, S.Count)), score,
            S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => mask.At(start, query, key);

    /// <inheritdoc/>
    public BooleanMask For(int batch, int head) => new(mask, mask.Start(batch, head), default);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end)
    {
        var (some, all) = (false, true);
        for (var i = from; i < to && (all || !some); i++)
        {
            var row = MemoryMarshal.AsBytes<bool>(mask.Row(start, i, first, end - first));
            some |= row.ContainsAnyExcept((byte)0);
            all &= !row.Contains((byte)0);
        }
        return !some ? BlockKind.Empty : all ? BlockKind.Unchanged : BlockKind.Partial;
    }

    /// <inheritdoc/>
    public static int Scratch(int queries, int keys) => MarkScratch.Floats(queries, keys);

    /// <inheritdoc/>
    public static BooleanMask Near(in BooleanMask part, int from, int to, int first, int end, ref float* scratch)
    {
        var marks = new MarkScratch(ref scratch, from, to, first, end);
        ref var block = ref part.mask.Block(part.start, from, to, first, end);
        for (var i = from; i < to; i += 16)
            Marks.Pack(ref Unsafe.Add(ref block, (nint)(i - from) * part.mask.Keys), part.mask.Keys, Math.Min(16, to - i),
                marks.Write(i, first, end));
        return new(part.mask, part.start, marks);
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
        => (mask ?? throw new ArgumentException("mask of part BooleanMask is missing: make the part with its constructor.", nameof(mask)))
            .Check(nameof(BooleanMask), batch, heads, queries, keys);

    // Not of the part itself: that would take its address and keep its fields out of registers.
    private static int Gather(PairTable<bool> mask, nint start, Lanes at, int count)
    {
        if (at.AlongKeys && at.Key <= mask.Keys - 16) return Marks.Sixteen(mask.Row(start, at.Query, at.Key, 16));
        var bits = 0;
        for (var i = 0; i < count; i++)
        {
            var (query, key) = at.AlongKeys ? (at.Query, at.Key + i) : (at.Query + i, at.Key);
            if (query < mask.Queries && key < mask.Keys && mask.At(start, query, key)) bits |= 1 << i;
        }
        return bits;
    }
}
