using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Decoding over keys that the caller holds: each sequence is one stretch.</summary>
internal static unsafe class DecodeView
{
    public static void Run<TPart>(View q, View k, View v, float* qs, float* ks, float* vs, float* output, float* logSumExp, TPart part, int bits, AttentionOptions options)
        where TPart : struct, IPart<TPart>
    {
        var batch = q.Shape.Batch;
        Span<Stretch> stretches = batch <= 64 ? stackalloc Stretch[batch] : new Stretch[batch];
        Span<Past> pasts = batch <= 64 ? stackalloc Past[batch] : new Past[batch];
        fixed (Stretch* s = stretches)
        fixed (Past* p = pasts)
        {
            for (var b = 0; b < batch; b++)
            {
                s[b] = new(ks + b * k.Batch, vs + b * v.Batch, 0, k.Shape.Tokens);
                p[b] = new(s + b, k.Shape.Tokens == 0 ? 0 : 1, 0);
            }
            Run(new DecodeJob
            {
                Q = qs,
                O = output,
                LogSumExp = logSumExp,
                Pasts = p,
                QStep = (q.Batch, q.Head, q.Token),
                KStep = (k.Head, k.Token),
                VStep = (v.Head, v.Token),
                Batch = batch,
                Heads = q.Shape.Heads,
                Groups = k.Shape.Heads,
                Queries = q.Shape.Tokens,
                Width = q.Shape.Width,
                ValueWidth = v.Shape.Width,
                Scale = options.Scale ?? 1 / MathF.Sqrt(q.Shape.Width),
            }, part, bits, options);
        }
    }

    public static void Run<TPart>(in DecodeJob job, TPart part, int bits, AttentionOptions options) where TPart : struct, IPart<TPart>
    {
        if (bits == 512) DecodeShare<Simd512, Vector512<float>, TPart>.Run(job, part, options);
        else if (bits == 256) DecodeShare<Simd256, Vector256<float>, TPart>.Run(job, part, options);
        else DecodeShare<Simd128, Vector128<float>, TPart>.Run(job, part, options);
    }
}
