namespace Heed.Kernels;

/// <summary>The pieces of a forward call: some tiles of queries of one head each.</summary>
internal readonly unsafe struct Forward<S, V, TPart, TNormaliser>(Call call, TPart part, TNormaliser normaliser) : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Wide = 3;                                                     // registers of a tile, but for the last

    private readonly int together = Together(call);

    private int Lanes => Wide * S.Count;
    private int Pieces => (call.Queries + together * Lanes - 1) / (together * Lanes);

    public int Count => call.Batch * call.Heads * Pieces;
    public long Floats => Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Floats(call, together);
    public long Cost => (long)call.Batch * call.Heads * call.Queries * call.Keys * (call.Width + call.ValueWidth);

    public void Run(int index, float* memory)
    {
        // one head after another: its keys and values stay near by
        var (head, piece) = Math.DivRem(index, Pieces);
        var (b, h) = Math.DivRem(head, call.Heads);
        var q0 = (Pieces - 1 - piece) * together * Lanes;                           // under a causal mask the last are the longest: first
        var rest = Math.Min(together * Lanes, call.Queries - q0);
        var wide = rest / Lanes;
        if (wide > 0) Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Run(call, part, normaliser, b, h, q0, wide, memory);
        q0 += wide * Lanes;
        rest -= wide * Lanes;
        if (rest > 2 * S.Count) Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Run(call, part, normaliser, b, h, q0, 1, memory);
        else if (rest > S.Count) Tile<S, V, Row2<S, V>, TPart, TNormaliser>.Run(call, part, normaliser, b, h, q0, 1, memory);
        else if (rest > 0) Tile<S, V, Row1<S, V>, TPart, TNormaliser>.Run(call, part, normaliser, b, h, q0, 1, memory);
    }

    // Tiles share what they read when a head's keys and values do not stay near by themselves, and there are pieces enough for all threads.
    private static int Together(in Call call)
        => (long)call.Keys * (call.Width + call.ValueWidth) > 1 << 17 && (long)call.Batch * call.Heads * call.Queries > 64 * Wide * S.Count
            ? 4 : 1;
}
