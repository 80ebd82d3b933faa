using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Exact attention, softmax(scale · Q Kᵀ, changed by a part) V, in one pass over the keys and without memory of size n².</summary>
public static unsafe class Attention
{
    /// <summary>Up to so many queries a call reads each key once for all the query heads of a group, as decoding needs.</summary>
    public const int DecodeQueries = 8;

    /// <summary>Every output is within this · (1 + S) · max|v| of the definition, S being the largest scale · Σ|q_c k_c| of a pair.</summary>
    public const double ErrorBound = 1e-6;

    /// <summary>Attention without parts. <inheritdoc cref="Forward{TPart}" path="/summary"/></summary>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv), packed.</param>
    public static void Forward(View q, View k, View v, Span<float> output) => Forward(q, k, v, output, default(Everything));

    /// <summary>Query head i reads KV head floor(i · G / H); a query that sees no key gives 0.</summary>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv), packed; it must not overlap the inputs.</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="logSumExp">Empty, or room for (B, H, N): the natural logarithm of each query's denominator.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Forward<TPart>(View q, View k, View v, Span<float> output, TPart part, Span<float> logSumExp = default, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart>
    {
        options ??= new();
        Door.Check(q, k, v, output, logSumExp, options);
        part.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
        var bits = Registers.Choose(options.Registers);
        fixed (float* qs = q.Data, ks = k.Data, vs = v.Data, os = output, ls = logSumExp)
        {
            var job = new Job
            {
                Q = qs,
                K = ks,
                V = vs,
                O = os,
                LogSumExp = ls,
                QStep = (q.Batch, q.Head, q.Token),
                KStep = (k.Batch, k.Head, k.Token),
                VStep = (v.Batch, v.Head, v.Token),
                Heads = q.Shape.Heads,
                Groups = k.Shape.Heads,
                Queries = q.Shape.Tokens,
                Keys = k.Shape.Tokens,
                Width = q.Shape.Width,
                ValueWidth = v.Shape.Width,
                Scale = options.Scale ?? 1 / MathF.Sqrt(q.Shape.Width),
            };
            if (bits == 512) Work<Simd512, Vector512<float>, TPart>.Share(job, part, q.Shape.Batch, options);
            else if (bits == 256) Work<Simd256, Vector256<float>, TPart>.Share(job, part, q.Shape.Batch, options);
            else Work<Simd128, Vector128<float>, TPart>.Share(job, part, q.Shape.Batch, options);
        }
    }
}
