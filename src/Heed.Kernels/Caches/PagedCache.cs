namespace Heed.Kernels;

/// <summary>A cache whose sequences lie in pages of a pool. A fork shares the pages of what it
/// was forked from until one of them appends to a page; then that page is copied.</summary>
/// <remarks>Dispose of a cache when it is no longer needed: the pool does not notice by
/// itself that nobody uses its pages any more.</remarks>
public sealed unsafe class PagedCache : AttentionCache, IDisposable
{
    private readonly List<int>[] tables;
    private bool disposed;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="pool">Where its pages come from; other caches may use it too.</param>
    /// <param name="batch">B, the sequences.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is negative.</exception>
    public PagedCache(PagePool pool, int batch) : base(batch, (pool ?? throw new ArgumentNullException(nameof(pool))).Layout)
    {
        Pool = pool;
        tables = new List<int>[batch];
        for (var b = 0; b < batch; b++) tables[b] = [];
    }

    /// <summary>Where the pages come from.</summary>
    public PagePool Pool { get; }

    /// <summary>Makes a sequence a copy of another; its own tokens are freed first, unless it is the same. No key is copied.</summary>
    /// <param name="sequence">The sequence that becomes a copy.</param>
    /// <param name="source">The cache of the other, with pages of the same pool.</param>
    /// <param name="other">The other sequence.</param>
    /// <exception cref="ArgumentException">The other cache uses another pool.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void Fork(int sequence, PagedCache source, int other)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Pool != Pool)
            throw new ArgumentException("source uses another pool: only sequences of one pool can share pages.", nameof(source));
        var (table, from) = (tables[Known(sequence)], source.tables[source.Known(other)]);
        if (table == from) return;
        Free(sequence);
        foreach (var page in from)
        {
            Pool.Share(page);
            table.Add(page);
        }
        SetLength(sequence, source.Length(other));
    }

    /// <summary>Makes a sequence a copy of another of this cache. <inheritdoc cref="Fork(int, PagedCache, int)" path="/summary"/></summary>
    /// <param name="sequence">The sequence that becomes a copy.</param>
    /// <param name="other">The other sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void Fork(int sequence, int other) => Fork(sequence, this, other);

    /// <summary>Forgets a sequence's tokens and gives their pages back.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void Free(int sequence) => Truncate(sequence, 0);

    /// <summary>Forgets a sequence's tokens from a position on, and gives back the pages that only they used.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <param name="length">How many tokens stay.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence, or it has had fewer tokens.</exception>
    public void Truncate(int sequence, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length(sequence));
        var table = tables[sequence];
        var stay = (int)(((long)length + Pool.Tokens - 1) / Pool.Tokens);
        for (var i = stay; i < table.Count; i++) Pool.Return(table[i]);
        table.RemoveRange(stay, table.Count - stay);
        SetLength(sequence, length);
    }

    /// <summary>Gives all pages back. After that the cache can no longer be used; forks of its sequences in other caches can.</summary>
    public void Dispose()
    {
        if (disposed) return;
        for (var b = 0; b < Batch; b++) Free(b);
        disposed = true;
    }

    private protected override void CheckUsable() => ObjectDisposedException.ThrowIf(disposed, this);

    private protected override long Slots => Pool.Tokens;

    private protected override void Make(int sequence, int tokens)
    {
        var (table, length) = (tables[sequence], Length(sequence));
        if (tokens == 0) return;
        var begun = length % Pool.Tokens != 0 ? length / Pool.Tokens : table.Count;
        if (begun < table.Count && Pool.Shared(table[begun])) table[begun] = Own(table[begun]);
        while ((long)table.Count * Pool.Tokens < (long)length + tokens) table.Add(Pool.Take());
    }

    private int Own(int shared)
    {
        var mine = Pool.Take();
        Pool[shared].CopyTo(Pool[mine], Pool.Tokens);
        Pool.Return(shared);
        return mine;
    }

    private protected override void Trim(int sequence) => Truncate(sequence, Length(sequence));

    private protected override (Storage Room, int Slot, int Count) Find(int sequence, int position)
        => (Pool[tables[sequence][position / Pool.Tokens]], position % Pool.Tokens, Pool.Tokens - position % Pool.Tokens);
}
