using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Exact attention, softmax(scale · Q Kᵀ, changed by a part) V, in one pass over the keys and without memory of size n².</summary>
public static unsafe partial class Attention
{
    /// <summary>Up to so many queries a call reads each key once for all the query heads of a group, as decoding needs.</summary>
    public const int DecodeQueries = 8;

    /// <summary>Every output is within this · (1 + S) · max|v| of the definition, S being the largest
    /// size of a visible pair's score: scale · Σ|q_c k_c|, and what parts add to it.</summary>
    public const double ErrorBound = 5e-7;

    /// <summary>Attention without parts. Query head i reads KV head floor(i · G / H).</summary>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv), packed.</param>
    public static void Forward(View q, View k, View v, Span<float> output) => Forward(q, k, v, output, default(Everything));

    /// <summary>Attention with a part. Query head i reads KV head floor(i · G / H); a query that sees no key gives 0.</summary>
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
    public static void Forward<TPart>(View q, View k, View v, Span<float> output, TPart part, Span<float> logSumExp = default,
        AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> => Forward(q, k, v, output, part, default(Softmax), logSumExp, options);

    /// <summary>Query head i reads KV head floor(i · G / H); a query that sees no key gives 0.</summary>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <typeparam name="TNormaliser">How scores become weights.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv), packed; it must not overlap the inputs.</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="logSumExp">Empty, or, with <see cref="Softmax"/>, room for (B, H, N):
    /// the natural logarithm of each query's denominator.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Forward<TPart, TNormaliser>(View q, View k, View v, Span<float> output, TPart part, TNormaliser normaliser,
        Span<float> logSumExp = default, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
        => Forward(q, k, v, ArgumentChecks.Output(q, v, output), part, normaliser, logSumExp, options);

    /// <summary>Query head i reads KV head floor(i · G / H); a query that sees no key gives
    /// 0. The outputs are written where they are to lie.</summary>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <typeparam name="TNormaliser">How scores become weights.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv); it must not overlap the inputs.</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="logSumExp">Empty, or, with <see cref="Softmax"/>, room for (B, H, N):
    /// the natural logarithm of each query's denominator.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Forward<TPart, TNormaliser>(View q, View k, View v, Place output, TPart part, TNormaliser normaliser,
        Span<float> logSumExp = default, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        options ??= new();
        ArgumentChecks.Check(q, k, v, output, logSumExp, options);
        ArgumentChecks.Check(q, k, part, normaliser, logSumExp);
        fixed (float* qs = q.Data, ks = k.Data, vs = v.Data, os = output.Data, ls = logSumExp)
        {
            var call = new Call(q, k, v, qs, ks, vs, options) { O = new(os, output), LogSumExp = ls };
            switch (Registers.Choose(options.Registers))
            {
                case 512: Run<Simd512, Vector512<float>, TPart, TNormaliser>(call, part, normaliser, options); break;
                case 256: Run<Simd256, Vector256<float>, TPart, TNormaliser>(call, part, normaliser, options); break;
                default: Run<Simd128, Vector128<float>, TPart, TNormaliser>(call, part, normaliser, options); break;
            }
        }
    }

    private static void Run<S, V, TPart, TNormaliser>(Call call, TPart part, TNormaliser normaliser, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        if (call.Batch == 0 || call.Queries == 0) return;
        if (call.Queries <= DecodeQueries && call.Rotation is null && call.Heads / call.Groups <= DecodeCall.Share)
            DecodeDispatch.Run<S, V, TPart, TNormaliser>(call, part, normaliser, options);
        else Work.Share(new Forward<S, V, TPart, TNormaliser>(call, part, normaliser), options);
    }
}
