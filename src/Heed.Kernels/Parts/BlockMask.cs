using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A mask with one truth value for a block of queries and a block of keys: block-sparse attention. Hidden blocks are skipped.</summary>
/// <remarks>Child et al. 2019, arXiv:1904.10509, section 5.5.</remarks>
public readonly unsafe struct BlockMask : IPart<BlockMask>
{
    private readonly bool[] blocks;
    private readonly Pairs pairs;
    private readonly int queryBlock, keyBlock;
    private readonly int queries, keys;

    /// <summary>Takes the blocks; it reads them where they lie.</summary>
    /// <param name="blocks">(1 or B, 1 or H, ⌈N / queryBlock⌉, ⌈M / keyBlock⌉): true where the queries may see the keys.</param>
    /// <param name="batch">B, or 1 when all sequences share them.</param>
    /// <param name="heads">H, the query heads, or 1 when all share them.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <param name="queryBlock">Queries of a block.</param>
    /// <param name="keyBlock">Keys of a block.</param>
    /// <exception cref="ArgumentException">There is another number of blocks.</exception>
    public BlockMask(bool[] blocks, int batch, int heads, int queries, int keys, int queryBlock, int keyBlock)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        (this.queryBlock, this.keyBlock) = (Positions.Count(queryBlock, nameof(queryBlock)), Positions.Count(keyBlock, nameof(keyBlock)));
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        (this.blocks, this.queries, this.keys) = (blocks, queries, keys);
        pairs = new(blocks.Length, nameof(blocks), batch, heads, Up(queries, queryBlock), Up(keys, keyBlock));
    }

    private BlockMask(in BlockMask all, in Pairs pairs)
        => (blocks, this.pairs, queryBlock, keyBlock, queries, keys) = (all.blocks, pairs, all.queryBlock, all.keyBlock, all.queries, all.keys);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Marked(pairs.IsLaidOut ? pairs.Marks(at) : Bits(at.Query, at.Key, S.Count, at.AlongKeys)), score, S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Pull<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => blocks[pairs.At(query / queryBlock, key / keyBlock)];

    /// <inheritdoc/>
    public BlockMask For(int batch, int head) => new(this, pairs.For(batch, head));

    /// <inheritdoc/>
    public Sight Look(int from, int to, int first, int end)
    {
        var (some, all) = (false, true);
        for (var i = from / queryBlock; i < Up(to, queryBlock); i++)
            for (var j = first / keyBlock; j < Up(end, keyBlock); j++)
            {
                var sees = blocks[pairs.At(i, j)];
                (some, all) = (some || sees, all && sees);
            }
        return !some ? Sight.Hidden : all ? Sight.Plain : Sight.Mixed;
    }

    /// <inheritdoc/>
    public static int Room(int queries, int keys) => Marks.Room(queries, keys);

    /// <inheritdoc/>
    public static BlockMask Near(in BlockMask part, int from, int to, int first, int end, float* room)
    {
        var (step, size) = (end - first, part.keyBlock);
        for (var i = from; i < to; i += 16)
            for (int j = first, next; j < end; j = next)
            {
                next = Math.Min(end, ((j / size) + 1) * size);
                new Span<ushort>((ushort*)room + ((i - from) / 16 * step) + j - first, next - j).Fill((ushort)part.Bits(i, j, 16, false));
            }
        return new(part, part.pairs.Near(from, first, step, room));
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (this.queries != queries) throw new ArgumentException($"queries of part BlockMask is {this.queries}; there are {queries} queries.", nameof(queries));
        if (this.keys != keys) throw new ArgumentException($"keys of part BlockMask is {this.keys}; there are {keys} keys.", nameof(keys));
        pairs.Check(nameof(BlockMask), (batch, heads, pairs.Queries, pairs.Keys));
    }

    private static int Up(int tokens, int block) => (int)(((long)tokens + block - 1) / block);

    private int Bits(int query, int key, int count, bool alongKeys)
    {
        var bits = 0;
        for (var i = 0; i < count; i++)
        {
            var (q, k) = alongKeys ? (query, key + i) : (query + i, key);
            if (q < queries && k < keys && Sees(q, k)) bits |= 1 << i;
        }
        return bits;
    }
}
