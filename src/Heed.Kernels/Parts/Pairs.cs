using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Where a part's table of pairs has the pairs of one head, and where a block of them was laid out for the lanes.</summary>
internal readonly unsafe struct Pairs
{
    private readonly int batch, heads, from, first, step;
    private readonly nint start;
    private readonly nint room;

    /// <summary>The pairs of (1 or B, 1 or H, queries, keys).</summary>
    public Pairs(int length, string name, int batch, int heads, int queries, int keys)
    {
        (this.batch, this.heads, Queries, Keys) = (Positions.Count(batch, nameof(batch)), Positions.Count(heads, nameof(heads)), queries, keys);
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        var needed = (Int128)batch * heads * queries * keys;
        if (length != needed) throw new ArgumentException($"{name} has {length} elements; ({batch}, {heads}, {queries}, {keys}) needs {needed}.", name);
    }

    private Pairs(in Pairs all, nint start, int from, int first, int step, nint room)
        => (batch, heads, Queries, Keys, this.start, this.from, this.first, this.step, this.room) = (all.batch, all.heads, all.Queries, all.Keys, start, from, first, step, room);

    public int Queries { get; }
    public int Keys { get; }
    public bool IsLaidOut
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => room != 0;
    }

    public Pairs For(int b, int h) => new(this, (((nint)(batch == 1 ? 0 : b) * heads) + (heads == 1 ? 0 : h)) * Queries * Keys, 0, 0, 0, 0);

    /// <summary>The same, with a block laid out: for marks a step leads from sixteen queries to the next, for floats from a key to the next.</summary>
    public Pairs Near(int from, int first, int step, void* room) => new(this, start, from, first, step, (nint)room);

    public nint At(int query, int key) => start + ((nint)query * Keys) + key;

    /// <summary>The queries' bits for one key, from a room of 16 bits for each key and sixteen queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Marks(Lanes at)
    {
        var lane = at.Query - from;
        return ((ushort*)room)[((lane >> 4) * step) + at.Key - first] >> (lane & 15);
    }

    /// <summary>The queries' floats for one key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Floats(Lanes at) => (float*)room + ((at.Key - first) * step) + at.Query - from;

    /// <summary>The pair of a lane; none beyond the last query and the last key.</summary>
    public bool Lane(Lanes at, int lane, out int query, out int key)
    {
        (query, key) = at.AlongKeys ? (at.Query, at.Key + lane) : (at.Query + lane, at.Key);
        return query < Queries && key < Keys;
    }

    public void Check(string part, (int Batch, int Heads, int Queries, int Keys) call)
    {
        Positions.Shared(part, nameof(batch), batch, call.Batch);
        Positions.Shared(part, nameof(heads), heads, call.Heads);
        if (Queries != call.Queries) throw new ArgumentException($"queries of part {part} is {Queries}; there are {call.Queries} queries.", "queries");
        if (Keys != call.Keys) throw new ArgumentException($"keys of part {part} is {Keys}; there are {call.Keys} keys.", "keys");
    }
}
