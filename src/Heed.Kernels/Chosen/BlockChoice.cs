using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Which blocks of keys each query reads, for attention that goes through these blocks alone: its work grows with what is read,
/// not with the length of the text.</summary>
/// <remarks>The queries of a block are gathered, so that neighbours may choose as differently as they like. What chooses is the caller's:
/// Lu et al. 2025, arXiv:2502.13189, by the mean of a block's keys, say.</remarks>
public sealed unsafe class BlockChoice
{
    private readonly int batch, heads, queries, keys, count;
    private readonly int? offset;
    // of the blocks of a head, one head after the other: where the queries that read it begin
    private readonly int[] starts;
    private readonly int[] rows;

    /// <summary>Makes lists of a table.</summary>
    /// <param name="chosen">(1 or B, 1 or H, N, ⌈M / keyBlock⌉): true where the query reads the block.</param>
    /// <param name="batch">B, or 1 when all sequences share it.</param>
    /// <param name="heads">H, the query heads, or 1 when all share it.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <param name="keyBlock">Keys of a block; the last may be short.</param>
    /// <param name="offset">How many keys lie before the first query's own, where a query sees none after its own; null where it sees all
    /// keys of its blocks.</param>
    /// <exception cref="ArgumentException">The table has another length, or is more than can be listed.</exception>
    public BlockChoice(bool[] chosen, int batch, int heads, int queries, int keys, int keyBlock, int? offset = null)
    {
        (this.batch, this.heads) = (Positions.Count(batch, nameof(batch)), Positions.Count(heads, nameof(heads)));
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        (this.queries, this.keys, KeyBlock, this.offset) = (queries, keys, Positions.Count(keyBlock, nameof(keyBlock)), offset);
        if (offset is { } given) _ = Positions.Offset(given);
        count = (int)(((long)keys + keyBlock - 1) / keyBlock);
        var table = new PairTable<bool>(chosen, nameof(chosen), batch, heads, queries, count);
        starts = new int[((long)batch * heads * count) + 1];
        for (var t = 0; t < batch * heads; t++) Go<No>(table, t, starts.AsSpan((t * count) + 1, count));
        var all = 0L;
        for (var i = 1; i < starts.Length; i++) starts[i] = (int)(all += starts[i]);
        if (all > Array.MaxLength)
            throw new ArgumentException($"The queries read {all} blocks, more than can be listed: give larger blocks.", nameof(chosen));
        (rows, var next) = (new int[all], starts[..^1]);
        for (var t = 0; t < batch * heads; t++) Go<Yes>(table, t, next.AsSpan(t * count, count));
    }

    /// <summary>Keys of a block.</summary>
    public int KeyBlock { get; }

    /// <summary>How many pairs of a query and a key are read, over all heads that the table is of.</summary>
    public long Pairs
    {
        get
        {
            var pairs = 0L;
            for (var t = 0; t < batch * heads; t++)
                for (var j = 0; j < count; j++)
                    foreach (var row in Rows(t / heads, t % heads, j)) pairs += Math.Max(0, Last(row, End(j)) + 1 - Start(j));
            return pairs;
        }
    }

    /// <summary>About how many pairs a head reads.</summary>
    internal long PairsOfHead => (long)rows.Length * KeyBlock / (batch * heads);

    /// <summary>Blocks of a head.</summary>
    internal int Count => count;

    /// <summary>The first key of a block.</summary>
    internal int Start(int block) => block * KeyBlock;

    /// <summary>The key after the last of a block.</summary>
    internal int End(int block) => (int)Math.Min(keys, ((long)block + 1) * KeyBlock);

    /// <summary>The last key before another that a query may see.</summary>
    internal int Last(int query, int end) => (int)Math.Min(end - 1L, offset is { } o ? (long)query + o : long.MaxValue);

    /// <summary>The queries that read a block, in order.</summary>
    internal ReadOnlySpan<int> Rows(int b, int h, int block)
    {
        var at = ((((batch == 1 ? 0 : b) * heads) + (heads == 1 ? 0 : h)) * count) + block;
        return rows.AsSpan(starts[at], starts[at + 1] - starts[at]);
    }

    /// <summary>Those of them in a range that see a key there.</summary>
    internal ReadOnlySpan<int> Rows(int b, int h, int block, int from, int to)
    {
        var all = Rows(b, h, block);
        // the first that sees the block's first key
        if (offset is { } o) from = (int)Math.Max(from, (long)Start(block) - o);
        var (first, end) = (Below(all, from), Below(all, to));
        return first < end ? all[first..end] : [];
    }

    internal void Check(int batch, int heads, int queries, int keys)
    {
        Positions.Shared(nameof(BlockChoice), nameof(batch), this.batch, batch);
        Positions.Shared(nameof(BlockChoice), nameof(heads), this.heads, heads);
        if (this.queries != queries)
            throw new ArgumentException($"queries of the choice is {this.queries}; there are {queries} queries.", nameof(queries));
        if (this.keys != keys) throw new ArgumentException($"keys of the choice is {this.keys}; there are {keys} keys.", nameof(keys));
        if (offset is { } o) Positions.Check(nameof(BlockChoice), o, queries, keys);
    }

    private static int Below(ReadOnlySpan<int> sorted, int row)
    {
        var at = sorted.BinarySearch(row);
        return at < 0 ? ~at : at;
    }

    // Counts the queries of each block, or lists them from the place of each block on. Tables are mostly false: 32 at a time are looked at.
    [MethodImpl(Hot.Path)]
    private void Go<TLists>(PairTable<bool> table, int t, Span<int> blocks) where TLists : struct, IChoice
    {
        for (var i = 0; i < queries; i++)
        {
            var row = MemoryMarshal.AsBytes<bool>(table.Row(table.Start(t / heads, t % heads), i, 0, count));
            var at = 0;
            for (; at + Vector256<byte>.Count <= row.Length; at += Vector256<byte>.Count)
                for (var bits = ~Vector256.Equals(Vector256.Create(row[at..]), default).ExtractMostSignificantBits(); bits != 0;
                    bits &= bits - 1)
                    One(at + BitOperations.TrailingZeroCount(bits), i, blocks);
            for (; at < row.Length; at++)
                if (row[at] != 0) One(at, i, blocks);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void One(int block, int row, Span<int> blocks)
        {
            if (TLists.Yes) rows[blocks[block]] = row;
            blocks[block]++;
        }
    }
}
