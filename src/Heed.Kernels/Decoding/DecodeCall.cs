using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Runs a call with few queries.</summary>
internal static unsafe class DecodeCall
{
    /// <summary>Over keys that the caller holds: each sequence is one stretch.</summary>
    public static void Run<S, V, TPart, TNormaliser>(in Job job, TPart part, TNormaliser normaliser, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        Span<Stretch> stretches = job.Batch <= 64 ? stackalloc Stretch[job.Batch] : new Stretch[job.Batch];
        Span<Past> pasts = job.Batch <= 64 ? stackalloc Past[job.Batch] : new Past[job.Batch];
        fixed (Stretch* s = stretches)
        fixed (Past* p = pasts)
        {
            for (var b = 0; b < job.Batch; b++)
            {
                s[b] = new(job.Key(b, 0), job.Value(b, 0), 0, job.Keys);
                p[b] = new(s + b, job.Keys == 0 ? 0 : 1, 0);
            }
            Run<S, V, TPart, TNormaliser>(new DecodeJob
            {
                Q = job.Query(0, 0),
                O = job.O,
                LogSumExp = job.LogSumExp,
                Pasts = p,
                QStep = job.QStep,
                KStep = (job.KStep.Head, job.KStep.Token),
                VStep = (job.VStep.Head, job.VStep.Token),
                Batch = job.Batch,
                Heads = job.Heads,
                Groups = job.Groups,
                Queries = job.Queries,
                Width = job.Width,
                ValueWidth = job.ValueWidth,
                Scale = job.Scale,
            }, part, normaliser, options);
        }
    }

    /// <summary>Over stretches of keys, with the registers that the options ask for.</summary>
    public static void Run<TPart, TNormaliser>(in DecodeJob job, TPart part, TNormaliser normaliser, AttentionOptions options)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        switch (Registers.Choose(options.Registers))
        {
            case 512: Run<Simd512, Vector512<float>, TPart, TNormaliser>(job, part, normaliser, options); break;
            case 256: Run<Simd256, Vector256<float>, TPart, TNormaliser>(job, part, normaliser, options); break;
            default: Run<Simd128, Vector128<float>, TPart, TNormaliser>(job, part, normaliser, options); break;
        }
    }

    private static void Run<S, V, TPart, TNormaliser>(in DecodeJob job, TPart part, TNormaliser normaliser, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        if (job.Batch == 0 || job.Queries == 0) return;
        var work = new DecodeWork<S, V, TPart, TNormaliser>(job, part, normaliser);
        Work.Share(work, options);
        work.Finish();
    }
}
