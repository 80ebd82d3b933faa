namespace Heed.Kernels;

/// <summary>Truth values of blocks of queries and keys.</summary>
internal sealed class Blocks
{
    private readonly PairTable<bool> blocks;
    private readonly int queries, keys, queryBlock, keyBlock;

    public Blocks(bool[] blocks, int batch, int heads, int queries, int keys, int queryBlock, int keyBlock)
    {
        (this.queryBlock, this.keyBlock) = (Positions.Count(queryBlock, nameof(queryBlock)), Positions.Count(keyBlock, nameof(keyBlock)));
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        (this.queries, this.keys) = (queries, keys);
        this.blocks = new(blocks, nameof(blocks), batch, heads, Up(queries, queryBlock), Up(keys, keyBlock));
    }

    public nint Start(int b, int h) => blocks.Start(b, h);

    public bool Sees(nint start, int query, int key) => blocks.At(start, query / queryBlock, key / keyBlock);

    /// <summary>The first key that is in another block than this one, or the end.</summary>
    public int Next(int key, int end) => (int)Math.Min(end, ((key / keyBlock) + 1L) * keyBlock);

    public int Bits(nint start, Lanes at, int count)
    {
        var bits = 0;
        for (var i = 0; i < count; i++)
        {
            var (query, key) = at.AlongKeys ? (at.Query, at.Key + i) : (at.Query + i, at.Key);
            if (query < queries && key < keys && Sees(start, query, key)) bits |= 1 << i;
        }
        return bits;
    }

    public BlockKind Classify(nint start, int from, int to, int first, int end)
    {
        var (some, all) = (false, true);
        for (var i = from / queryBlock; i < Up(to, queryBlock); i++)
            for (var j = first / keyBlock; j < Up(end, keyBlock); j++)
            {
                var sees = blocks.At(start, i, j);
                (some, all) = (some || sees, all && sees);
            }
        return !some ? BlockKind.Empty : all ? BlockKind.Unchanged : BlockKind.Partial;
    }

    public void Check(int batch, int heads, int queries, int keys)
    {
        if (this.queries != queries)
            throw new ArgumentException($"queries of part BlockMask is {this.queries}; there are {queries} queries.", nameof(queries));
        if (this.keys != keys) throw new ArgumentException($"keys of part BlockMask is {this.keys}; there are {keys} keys.", nameof(keys));
        blocks.Check(nameof(BlockMask), batch, heads);
    }

    private static int Up(int tokens, int block) => (int)(((long)tokens + block - 1) / block);
}
