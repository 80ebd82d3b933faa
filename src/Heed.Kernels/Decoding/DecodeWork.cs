using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>The work of a call with few queries: each of its items is a group's rows against a piece of their keys.</summary>
internal readonly unsafe struct DecodeWork<S, V, TPart, TNormaliser> : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Rows = 256;                                                   // of an item: beyond these, reading keys twice costs less than their room

    private readonly DecodeJob job;
    private readonly TPart part;
    private readonly TNormaliser normaliser;
    private readonly int together, turns, pieces, result;                           // queries of an item; items that a group's queries, its keys make; floats of a result
    private readonly float[]? results;                                              // of several pieces; that of one is in the thread's own memory

    public DecodeWork(in DecodeJob job, in TPart part, in TNormaliser normaliser)
    {
        (this.job, this.part, this.normaliser) = (job, part, normaliser);
        together = Math.Min(Math.Clamp(Rows / Share, 1, Attention.DecodeQueries), Math.Max(1, job.Queries));
        turns = (job.Queries + together - 1) / together;
        var keys = 0;
        for (var b = 0; b < job.Batch; b++)
        {
            var held = job.Pasts[b].End - job.Pasts[b].First;
            keys = Math.Max(keys, held);
            Cost += (long)held * job.Heads * job.Queries * (job.Width + job.ValueWidth);
        }
        result = DecodeRoom.Result(Share * together, DecodeRows<S, V>.Padded(job.ValueWidth));
        pieces = DecodeItem.Pieces(Others, keys, result);
        results = pieces == 1 ? null : GC.AllocateUninitializedArray<float>(Others * pieces * result, pinned: true);
    }

    private int Share => job.Heads / job.Groups;
    private int Others => job.Batch * job.Groups * turns;

    public int Count => Others * pieces;
    public long Cost { get; }
    public int Floats => DecodeRoom.Work(Share * together, DecodeRows<S, V>.Padded(job.Width), DecodeRows<S, V>.Padded(job.ValueWidth)) + (results is null ? result : 0);

    public void Run(int index, float* memory)
    {
        var at = Item(index / pieces, index % pieces);
        var to = results is null ? memory + Floats - result : (float*)Marshal.UnsafeAddrOfPinnedArrayElement(results, index * result);
        Decode<S, V, TPart, TNormaliser>.Run(job, part, normaliser, at, to, memory);
        if (results is null) DecodeFinish<S, V, TPart, TNormaliser>.Run(job, part, at, to, 1);
    }

    /// <summary>Joins the pieces, after all have run.</summary>
    public void Finish()
    {
        if (results is null) return;
        for (var i = 0; i < Others; i++)
            DecodeFinish<S, V, TPart, TNormaliser>.Run(job, part, Item(i, 0), (float*)Marshal.UnsafeAddrOfPinnedArrayElement(results, i * pieces * result), pieces);
    }

    private DecodeItem Item(int index, int piece)
    {
        var (first, group) = (index % turns * together, index / turns);
        return new(group / job.Groups, group % job.Groups, Share, first, Math.Min(together, job.Queries - first), piece, pieces);
    }
}
