namespace Heed.Kernels;

/// <summary>The pieces of a forward call: some tiles of queries of one head each.</summary>
internal readonly unsafe struct Forward<S, V, TPart, TNormaliser>(Job job, TPart part, TNormaliser normaliser) : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Wide = 3;                                                     // registers of a tile, but for the last

    private readonly int together = Together(job);

    private int Lanes => Wide * S.Count;
    private int Pieces => (job.Queries + together * Lanes - 1) / (together * Lanes);

    public int Count => job.Batch * job.Heads * Pieces;
    public int Floats => Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Floats(job, together);
    public long Cost => (long)job.Batch * job.Heads * job.Queries * job.Keys * (job.Width + job.ValueWidth);

    public void Run(int index, float* memory)
    {
        var (head, piece) = Math.DivRem(index, Pieces);                             // one head after another: its keys and values stay near by
        var (b, h) = Math.DivRem(head, job.Heads);
        var q0 = (Pieces - 1 - piece) * together * Lanes;                           // under a causal mask the last are the longest: first
        var rest = Math.Min(together * Lanes, job.Queries - q0);
        var wide = rest / Lanes;
        if (wide > 0) Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Run(job, part, normaliser, b, h, q0, wide, memory);
        q0 += wide * Lanes;
        rest -= wide * Lanes;
        if (rest > 2 * S.Count) Tile<S, V, Row3<S, V>, TPart, TNormaliser>.Run(job, part, normaliser, b, h, q0, 1, memory);
        else if (rest > S.Count) Tile<S, V, Row2<S, V>, TPart, TNormaliser>.Run(job, part, normaliser, b, h, q0, 1, memory);
        else if (rest > 0) Tile<S, V, Row1<S, V>, TPart, TNormaliser>.Run(job, part, normaliser, b, h, q0, 1, memory);
    }

    // Tiles share what they read when a head's keys and values do not stay near by themselves, and there are pieces enough for all threads.
    private static int Together(in Job job)
        => (long)job.Keys * (job.Width + job.ValueWidth) > 1 << 17 && (long)job.Batch * job.Heads * job.Queries > 64 * Wide * S.Count ? 4 : 1;
}
