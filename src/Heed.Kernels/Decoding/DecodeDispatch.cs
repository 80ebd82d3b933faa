using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Runs a call with few queries.</summary>
internal static unsafe class DecodeDispatch
{
    /// <summary>Over keys that the caller holds: each sequence is one segment.</summary>
    public static void Run<S, V, TPart, TNormaliser>(in Call call, TPart part, TNormaliser normaliser, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        Span<Segment> segments = call.Batch <= 64 ? stackalloc Segment[call.Batch] : new Segment[call.Batch];
        Span<Past> pasts = call.Batch <= 64 ? stackalloc Past[call.Batch] : new Past[call.Batch];
        fixed (Segment* s = segments)
        fixed (Past* p = pasts)
        {
            for (var b = 0; b < call.Batch; b++)
            {
                s[b] = new((byte*)call.Key(b, 0), (byte*)call.Value(b, 0), 0, call.Keys);
                p[b] = new(s + b, call.Keys == 0 ? 0 : 1, 0);
            }
            Run<S, V, StoredFloat32, TPart, TNormaliser>(new DecodeCall
            {
                Q = call.Query(0, 0),
                O = call.O,
                LogSumExp = call.LogSumExp,
                Pasts = p,
                QStep = call.QStep,
                KStep = (call.KStep.Head, call.KStep.Token),
                VStep = (call.VStep.Head, call.VStep.Token),
                Batch = call.Batch,
                Heads = call.Heads,
                Groups = call.Groups,
                Queries = call.Queries,
                Width = call.Width,
                ValueWidth = call.ValueWidth,
                Scale = call.Scale,
            }, part, normaliser, options);
        }
    }

    /// <summary>Over segments of keys, with the registers that the options ask for.</summary>
    public static void Run<TPart, TNormaliser>(in DecodeCall call, CachePrecision precision, TPart part, TNormaliser normaliser,
        AttentionOptions options)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        switch (precision)
        {
            case CachePrecision.BFloat16: Run<StoredBFloat16, TPart, TNormaliser>(call, part, normaliser, options); break;
            case CachePrecision.Int8: Run<StoredInt8, TPart, TNormaliser>(call, part, normaliser, options); break;
            default: Run<StoredFloat32, TPart, TNormaliser>(call, part, normaliser, options); break;
        }
    }

    private static void Run<T, TPart, TNormaliser>(in DecodeCall call, TPart part, TNormaliser normaliser, AttentionOptions options)
        where T : struct, IStored where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        switch (Registers.Choose(options.Registers))
        {
            case 512: Run<Simd512, Vector512<float>, T, TPart, TNormaliser>(call, part, normaliser, options); break;
            case 256: Run<Simd256, Vector256<float>, T, TPart, TNormaliser>(call, part, normaliser, options); break;
            default: Run<Simd128, Vector128<float>, T, TPart, TNormaliser>(call, part, normaliser, options); break;
        }
    }

    private static void Run<S, V, T, TPart, TNormaliser>(in DecodeCall call, TPart part, TNormaliser normaliser, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where T : struct, IStored
            where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        if (call.Batch == 0 || call.Queries == 0) return;
        var work = new DecodeWork<S, V, T, TPart, TNormaliser>(call, part, normaliser);
        Work.Share(work, options);
        work.Finish();
    }
}
