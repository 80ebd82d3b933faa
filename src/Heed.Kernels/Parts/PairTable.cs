namespace Heed.Kernels;

/// <summary>An element for each pair of (1 or B, 1 or H, queries, keys), read where the caller has it.</summary>
internal sealed class PairTable<T>
{
    private readonly T[] elements;
    private readonly int batch, heads;

    public PairTable(T[] elements, string name, int batch, int heads, int queries, int keys)
    {
        ArgumentNullException.ThrowIfNull(elements, name);
        (this.batch, this.heads) = (Positions.Count(batch, nameof(batch)), Positions.Count(heads, nameof(heads)));
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        (this.elements, Queries, Keys) = (elements, queries, keys);
        var needed = (Int128)batch * heads * queries * keys;
        if (elements.Length != needed)
            throw new ArgumentException($"{name} has {elements.Length} elements; ({batch}, {heads}, {queries}, {keys}) needs {needed}.",
                name);
    }

    /// <summary>How far an element is shared, for one that learns: several heads, or several sequences, may add to it.</summary>
    public Learning Sharing => heads == 1 ? Learning.Shared : Learning.ByHead;

    public int Queries { get; }
    public int Keys { get; }

    /// <summary>Where the pairs of a head start.</summary>
    public nint Start(int b, int h) => (((nint)(batch == 1 ? 0 : b) * heads) + (heads == 1 ? 0 : h)) * Queries * Keys;

    /// <summary>The element of a pair, of those that start there.</summary>
    public ref T At(nint start, int query, int key) => ref elements[start + ((nint)query * Keys) + key];

    /// <summary>Elements of a row of those pairs; every one of them is an element.</summary>
    public Span<T> Row(nint start, int query, int key, int count)
    {
        var at = start + ((nint)query * Keys) + key;
        return elements.AsSpan(at == (int)at ? (int)at : -1, count);
    }

    /// <summary>The first element of a block, all of whose elements are elements.</summary>
    public ref T Block(nint start, int from, int to, int first, int end)
    {
        _ = Row(start, to - 1, first, end - first);
        return ref Row(start, from, first, end - first)[0];
    }

    public void Check(string part, int batch, int heads)
    {
        Positions.Shared(part, nameof(batch), this.batch, batch);
        Positions.Shared(part, nameof(heads), this.heads, heads);
    }

    public void Check(string part, int batch, int heads, int queries, int keys)
    {
        Check(part, batch, heads);
        if (Queries != queries)
            throw new ArgumentException($"queries of part {part} is {Queries}; there are {queries} queries.", nameof(queries));
        if (Keys != keys) throw new ArgumentException($"keys of part {part} is {Keys}; there are {keys} keys.", nameof(keys));
    }
}
