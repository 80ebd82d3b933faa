namespace Heed.Kernels;

/// <summary>A cache whose sequences lie each in one piece. When one is full, the room of
/// all is doubled and copied, unless it was reserved.</summary>
public sealed unsafe class KeyValueCache : AttentionCache
{
    private readonly Storage[] rooms;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="batch">B, the sequences.</param>
    /// <param name="groups">G, the KV heads.</param>
    /// <param name="width">D, the features of a key, 1 to 256.</param>
    /// <param name="valueWidth">Dv, the features of a value, 1 to 256.</param>
    /// <param name="capacity">Tokens of each sequence that there is room for at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="InvalidOperationException">A sequence of that capacity is more than an array can hold.</exception>
    public KeyValueCache(int batch, int groups, int width, int valueWidth, int capacity = 256) : base(batch, groups, width, valueWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        rooms = new Storage[batch];
        for (var b = 0; b < batch; b++) rooms[b] = new(groups, capacity, width, valueWidth);
        Capacity = capacity;
    }

    /// <summary>Tokens of each sequence that there is room for.</summary>
    public int Capacity { get; private set; }

    /// <summary>Makes room, so that no append copies before a sequence has so many tokens.</summary>
    /// <param name="capacity">Tokens of each sequence.</param>
    /// <exception cref="InvalidOperationException">A sequence of that capacity is more than an array can hold.</exception>
    public void Reserve(int capacity)
    {
        if (capacity <= Capacity) return;
        var larger = new Storage[Batch];
        for (var b = 0; b < Batch; b++)
        {
            larger[b] = new(Groups, capacity, Width, ValueWidth);
            for (var g = 0L; g < Groups; g++)
            {
                Copy(rooms[b].K + g * Slots * Width, larger[b].K + g * capacity * Width, (long)Length(b) * Width);
                Copy(rooms[b].V + g * Slots * ValueWidth, larger[b].V + g * capacity * ValueWidth, (long)Length(b) * ValueWidth);
            }
        }
        larger.CopyTo(rooms, 0);
        Capacity = capacity;
    }

    /// <summary>Forgets a sequence's tokens from a position on.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <param name="length">How many tokens stay.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence, or it has had fewer tokens.</exception>
    public void Truncate(int sequence, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length(sequence));
        SetLength(sequence, length);
    }

    /// <summary>Forgets all tokens; the room stays.</summary>
    public void Reset()
    {
        for (var b = 0; b < Batch; b++) SetLength(b, 0);
    }

    /// <summary>A sequence's keys where they lie, valid until the next append: for <see cref="Attention"/> itself.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <returns>(1, G, M, D).</returns>
    public View Keys(int sequence) => At(sequence, rooms[Known(sequence)], rooms[sequence].K, Width);

    /// <summary>A sequence's values where they lie, valid until the next append.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <returns>(1, G, M, Dv).</returns>
    public View Values(int sequence) => At(sequence, rooms[Known(sequence)], rooms[sequence].V, ValueWidth);

    private protected override long Slots => Capacity;

    private protected override void Make(int sequence, int tokens)
    {
        var needed = (long)Length(sequence) + tokens;
        if (needed > Capacity)
            Reserve((int)Math.Max(needed, Math.Min(2L * Capacity, Storage.Most(Groups, Width, ValueWidth))));
    }

    private protected override Segment Find(int sequence, int position)
        => new(rooms[sequence].K + (long)position * Width, rooms[sequence].V + (long)position * ValueWidth, position, Capacity - position);

    private View At(int sequence, Storage storage, float* from, int width)
    {
        var shape = new Shape(1, Groups, Length(sequence), width);
        return new(storage.From(from, Groups * Capacity * width), shape, 0, (long)Capacity * width, width);
    }

    private static void Copy(float* from, float* to, long floats)
        => Buffer.MemoryCopy(from, to, floats * sizeof(float), floats * sizeof(float));
}
