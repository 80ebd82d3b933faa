using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>The work of a call with few queries: each of its items is a group's rows against a piece of their keys.</summary>
internal readonly unsafe struct DecodeWork<S, V, T, TPart, TNormaliser> : IWork where S : struct, ISimd<V> where V : struct
    where T : struct, IStored where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    // of an item: beyond these, reading keys twice costs less than their room
    private const int Rows = 256;

    private readonly DecodeCall call;
    private readonly TPart part;
    private readonly TNormaliser normaliser;
    // queries of an item; items that a group's queries, its keys make; floats of a result
    private readonly int together, chunks, pieces, result;
    // of several pieces; that of one is in the thread's own memory
    private readonly float[]? results;

    [ThreadStatic]
    // fresh memory costs a page fault for every page of results, which took longer than the work
    private static float[]? kept;

    public DecodeWork(in DecodeCall call, in TPart part, in TNormaliser normaliser)
    {
        (this.call, this.part, this.normaliser) = (call, part, normaliser);
        together = Math.Min(Math.Clamp(Rows / Share, 1, Attention.DecodeQueries), Math.Max(1, call.Queries));
        chunks = (call.Queries + together - 1) / together;
        var keys = 0;
        for (var b = 0; b < call.Batch; b++)
        {
            var held = call.Pasts[b].End - call.Pasts[b].First;
            keys = Math.Max(keys, held);
            Cost += (long)held * call.Heads * call.Queries * (call.Width + call.ValueWidth);
        }
        result = DecodeScratch.Result(Share * together, DecodeRows<S, V>.Padded(call.ValueWidth));
        pieces = DecodeItem.Pieces(Others, keys, result);
        results = pieces == 1 ? null : Lend(Others * pieces * result);
    }

    private int Share => call.Heads / call.Groups;
    private int Others => call.Batch * call.Groups * chunks;

    public int Count => Others * pieces;
    public long Cost { get; }
    public long Floats
        => DecodeScratch.Work(Share * together, DecodeRows<S, V>.Padded(call.Width), DecodeRows<S, V>.Padded(call.ValueWidth))
            + (results is null ? result : 0);

    public void Run(int index, float* memory)
    {
        var at = Item(index / pieces, index % pieces);
        var to = results is null ? memory + Floats - result : (float*)Marshal.UnsafeAddrOfPinnedArrayElement(results, index * result);
        Decode<S, V, T, TPart, TNormaliser>.Run(call, part, normaliser, at, to, memory);
        if (results is null) DecodeFinish<S, V, TPart, TNormaliser>.Run(call, part, at, to, 1);
    }

    /// <summary>Joins the pieces, after all have run.</summary>
    public void Finish()
    {
        if (results is null) return;
        for (var i = 0; i < Others; i++)
            DecodeFinish<S, V, TPart, TNormaliser>.Run(call, part, Item(i, 0),
                (float*)Marshal.UnsafeAddrOfPinnedArrayElement(results, i * pieces * result), pieces);
        kept = results;
    }

    private static float[] Lend(int floats)
    {
        var scratch = kept;
        // until the call has ended, so that a call within it gets its own
        kept = null;
        return scratch is not null && scratch.Length >= floats ? scratch : GC.AllocateUninitializedArray<float>(floats, pinned: true);
    }

    private DecodeItem Item(int index, int piece)
    {
        var (first, group) = (index % chunks * together, index / chunks);
        return new(group / call.Groups, group % call.Groups, Share, first, Math.Min(together, call.Queries - first), piece, pieces);
    }
}
