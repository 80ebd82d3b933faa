namespace Heed.Kernels;

/// <summary>Memory for caches of many sequences, in pages of a fixed number of tokens,
/// which sequences with the same beginning share.</summary>
/// <remarks>After Kwon et al. 2023, arXiv:2309.06180, section 4. A page is allocated when
/// it is first used. Caches of several threads may take pages at the same time.</remarks>
public sealed unsafe class PagePool
{
    private readonly Lock gate = new();
    private readonly Storage[] pages;
    private readonly int[] readers;
    private readonly Stack<int> free = [];
    private int used;                                                               // pages that exist

    /// <summary>Makes a pool.</summary>
    /// <param name="groups">G, the KV heads.</param>
    /// <param name="width">D, the features of a key, 1 to 576.</param>
    /// <param name="valueWidth">Dv, the features of a value, 1 to 576.</param>
    /// <param name="pages">The most pages.</param>
    /// <param name="tokens">The tokens of a page: more of them read faster, fewer waste less.</param>
    /// <param name="options">How the pages keep what they are given; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="ArgumentException">Values of that width cannot be in the keys.</exception>
    /// <exception cref="InvalidOperationException">A page is more than an array can hold.</exception>
    public PagePool(int groups, int width, int valueWidth, int pages, int tokens = 64, CacheOptions? options = null)
    {
        _ = (new Shape(0, groups, tokens, width), new Shape(0, groups, tokens, valueWidth));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CacheChecks.Count(pages, nameof(pages)), nameof(pages));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        Layout = CacheLayout.Of(groups, width, valueWidth, options);
        _ = Storage.Bytes(Layout, tokens);
        (Pages, Tokens) = (pages, tokens);
        (this.pages, readers) = (new Storage[pages], new int[pages]);
    }

    /// <summary>G, the KV heads.</summary>
    public int Groups => Layout.Groups;
    /// <summary>D, the features of a key.</summary>
    public int Width => Layout.Width;
    /// <summary>Dv, the features of a value.</summary>
    public int ValueWidth => Layout.ValueWidth;
    /// <summary>The most pages.</summary>
    public int Pages { get; }
    /// <summary>The tokens of a page.</summary>
    public int Tokens { get; }

    /// <summary>How many pages no sequence uses.</summary>
    public int Free
    {
        get
        {
            lock (gate) return Pages - used + free.Count;
        }
    }

    /// <summary>What is kept of a token.</summary>
    internal CacheLayout Layout { get; }

    internal Storage this[int page] => pages[page];

    /// <summary>Takes a page for one sequence.</summary>
    internal int Take()
    {
        lock (gate)
        {
            if (free.TryPop(out var page)) readers[page] = 1;
            else if (used == Pages)
                throw new InvalidOperationException($"All {Pages} pages of the pool, of {Tokens} tokens each, are in use: free a sequence, "
                    + "or make a larger pool.");
            else
            {
                page = used;
                (pages[page], readers[page]) = (new(Layout, Tokens), 1);
                used++;
            }
            return page;
        }
    }

    /// <summary>Lets one more sequence read a page.</summary>
    internal void Share(int page)
    {
        lock (gate) readers[page]++;
    }

    /// <summary>Whether more than one sequence reads a page.</summary>
    internal bool Shared(int page)
    {
        lock (gate) return readers[page] > 1;
    }

    /// <summary>Gives a page back for one sequence.</summary>
    internal void Return(int page)
    {
        lock (gate)
            if (--readers[page] == 0) free.Push(page);
    }
}
