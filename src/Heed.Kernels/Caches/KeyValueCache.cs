namespace Heed.Kernels;

/// <summary>A cache whose sequences lie each in one piece. When one is full, the room of
/// all is doubled and copied, unless it was reserved.</summary>
public sealed unsafe class KeyValueCache : AttentionCache
{
    private readonly Storage[] rooms;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="batch">B, the sequences.</param>
    /// <param name="groups">G, the KV heads.</param>
    /// <param name="width">D, the features of a key, 1 to 576.</param>
    /// <param name="valueWidth">Dv, the features of a value, 1 to 576.</param>
    /// <param name="capacity">Tokens of each sequence that there is room for at first.</param>
    /// <param name="options">How the cache keeps what it is given; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="ArgumentException">Values of that width cannot be in the keys.</exception>
    /// <exception cref="InvalidOperationException">A sequence of that capacity is more than an array can hold.</exception>
    public KeyValueCache(int batch, int groups, int width, int valueWidth, int capacity = 256, CacheOptions? options = null)
        : base(batch, CacheLayout.Of(groups, width, valueWidth, options))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        rooms = new Storage[batch];
        for (var b = 0; b < batch; b++) rooms[b] = new(Layout, capacity);
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
            larger[b] = new(Layout, capacity);
            rooms[b].CopyTo(larger[b], Length(b));
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
    /// <exception cref="InvalidOperationException">They are not kept as float32.</exception>
    public View Keys(int sequence) => At(sequence, rooms[Known(sequence)], rooms[sequence].K, Width, Width);

    /// <summary>A sequence's values where they lie, valid until the next append.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <returns>(1, G, M, Dv).</returns>
    /// <exception cref="InvalidOperationException">They are not kept as float32.</exception>
    public View Values(int sequence)
        => At(sequence, rooms[Known(sequence)], rooms[sequence].V, ValueWidth, ValuesInKeys ? Width : ValueWidth);

    private protected override long Slots => Capacity;

    private protected override void Make(int sequence, int tokens)
    {
        var needed = (long)Length(sequence) + tokens;
        if (needed > Capacity)
            Reserve((int)Math.Max(needed, Math.Min(2L * Capacity, Storage.Most(Layout))));
    }

    private protected override (Storage Room, int Slot, int Count) Find(int sequence, int position)
        => (rooms[sequence], position, Capacity - position);

    private View At(int sequence, Storage storage, byte* from, int width, int step)
    {
        if (Precision != CachePrecision.Float32)
            throw new InvalidOperationException($"The cache keeps {Precision}, which no view can show: copy the tokens out with Read.");
        var shape = new Shape(1, Groups, Length(sequence), width);
        return new(storage.Floats(from, Groups * Capacity * step), shape, 0, (long)Capacity * step, step);
    }
}
