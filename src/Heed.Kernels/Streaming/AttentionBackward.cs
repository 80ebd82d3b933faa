using System.Buffers;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

public static unsafe partial class Attention
{
    /// <summary>Every gradient is within this · (1 + the largest of its tensor) of the definition, for inputs of about 1.</summary>
    public const double GradientBound = 2e-6;

    /// <summary>The gradients of softmax attention. Scores are computed anew from q and k,
    /// a block at a time: no memory of size n².</summary>
    /// <typeparam name="TPart">The part of the forward call.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">(B, H, N, Dv), packed: what the forward call gave.</param>
    /// <param name="logSumExp">(B, H, N): what it gave there.</param>
    /// <param name="gradient">(B, H, N, Dv), packed: of the output.</param>
    /// <param name="dq">Room for (B, H, N, D), packed.</param>
    /// <param name="dk">Room for (B, G, M, D), packed.</param>
    /// <param name="dv">Room for (B, G, M, Dv), packed.</param>
    /// <param name="part">The part of the forward call.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its size and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Backward<TPart>(View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> logSumExp,
        ReadOnlySpan<float> gradient,
        Span<float> dq, Span<float> dk, Span<float> dv, TPart part, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> => Backward(q, k, v, output, logSumExp, gradient, dq, dk, dv, part, default(Softmax), options);

    /// <summary>
    /// Scores are computed anew from q and k, a block at a time: no memory of size n². The sums have one order, so results repeat to the
    /// bit and do not depend on the number of threads. Gradients of a part's own numbers are added to the arrays that it was given.
    /// </summary>
    /// <typeparam name="TPart">The part of the forward call.</typeparam>
    /// <typeparam name="TNormaliser">How scores became weights.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">(B, H, N, Dv), packed: what the forward call gave.</param>
    /// <param name="logSumExp">With <see cref="Softmax"/> (B, H, N): what it gave there; else empty.</param>
    /// <param name="gradient">(B, H, N, Dv), packed: of the output.</param>
    /// <param name="dq">Room for (B, H, N, D), packed.</param>
    /// <param name="dk">Room for (B, G, M, D), packed.</param>
    /// <param name="dv">Room for (B, G, M, Dv), packed.</param>
    /// <param name="part">The part of the forward call.</param>
    /// <param name="normaliser">How scores became weights.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its size and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Backward<TPart, TNormaliser>(View q, View k, View v, ReadOnlySpan<float> output, ReadOnlySpan<float> logSumExp,
        ReadOnlySpan<float> gradient,
        Span<float> dq, Span<float> dk, Span<float> dv, TPart part, TNormaliser normaliser, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        ArgumentChecks.Backward(q, k, v, output.Length, gradient.Length, dq.Length, dk.Length, dv.Length);
        var outputs = new Shape(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, v.Shape.Width);
        Backward(q, k, v, new View(output, outputs), logSumExp, new View(gradient, outputs), new Place(dq, q.Shape), new Place(dk, k.Shape),
            new Place(dv, v.Shape), part, normaliser, options);
    }

    /// <summary>The same for outputs and gradients that lie with strides.</summary>
    /// <typeparam name="TPart">The part of the forward call.</typeparam>
    /// <typeparam name="TNormaliser">How scores became weights.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">(B, H, N, Dv): what the forward call gave.</param>
    /// <param name="logSumExp">With <see cref="Softmax"/> (B, H, N): what it gave there; else empty.</param>
    /// <param name="gradient">(B, H, N, Dv): of the output.</param>
    /// <param name="dq">Room for (B, H, N, D).</param>
    /// <param name="dk">Room for (B, G, M, D).</param>
    /// <param name="dv">Room for (B, G, M, Dv).</param>
    /// <param name="part">The part of the forward call.</param>
    /// <param name="normaliser">How scores became weights.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its size and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Backward<TPart, TNormaliser>(View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, TPart part, TNormaliser normaliser, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        options ??= new();
        ArgumentChecks.Check(q, k, v, output, logSumExp, gradient, dq, dk, dv, TNormaliser.Sums, options);
        ArgumentChecks.Check(q, k, part, normaliser, default);
        Backward(q, k, v, output, logSumExp, gradient, dq, dk, dv, new OverParts<TPart, TNormaliser>(part, normaliser), options);
    }

    // What any backward call needs, for arguments that were checked: rows of memory, pointers and a width of registers.
    private static void Backward<TBackward>(View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient, Place dq,
        Place dk, Place dv, TBackward work, AttentionOptions options) where TBackward : struct, IBackward
    {
        var rows = q.Shape.Batch * q.Shape.Heads * q.Shape.Tokens;
        var rented = ArrayPool<float>.Shared.Rent(3 * rows);
        try
        {
            fixed (float* qs = q.Data, ks = k.Data, vs = v.Data, os = output.Data, ls = logSumExp, gs = gradient.Data)
            fixed (float* dqs = dq.Data, dks = dk.Data, dvs = dv.Data, ours = rented)
            {
                var call = new Call(q, k, v, qs, ks, vs, options) { O = new(os, output), LogSumExp = ls };
                var up = new Upstream
                {
                    Gradient = new(gs, gradient),
                    Less = ours,
                    Rest = ours + rows,
                    Delta = ours + 2 * rows,
                    DQ = new(dqs, dq),
                    DK = new(dks, dk),
                    DV = new(dvs, dv),
                };
                switch (Registers.Choose(options.Registers))
                {
                    case 512: work.Run<Simd512, Vector512<float>>(call, up, options); break;
                    case 256: work.Run<Simd256, Vector256<float>>(call, up, options); break;
                    default: work.Run<Simd128, Vector128<float>>(call, up, options); break;
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private interface IBackward
    {
        void Run<S, V>(in Call call, in Upstream up, AttentionOptions options) where S : struct, ISimd<V> where V : struct;
    }

    private readonly struct OverParts<TPart, TNormaliser>(TPart part, TNormaliser normaliser) : IBackward
        where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        public void Run<S, V>(in Call call, in Upstream up, AttentionOptions options) where S : struct, ISimd<V> where V : struct
        {
            Work.Share(new Preparation<S, V, TPart, TNormaliser>(call, up, part), options);
            var tickets = new int[Backward<S, V, TPart, TNormaliser>.Tickets(call)];
            var failure = new Failure();
            Work.Share(new Backward<S, V, TPart, TNormaliser>(call, up, part, normaliser, tickets, failure, options), options, failure);
            if (!TNormaliser.Sums) return;
            for (var b = 0; b < call.Batch; b++)
                for (var h = 0; h < call.Heads; h++)
                {
                    up.Correct(call, b, h);
                    part.For(b, h).Settle(new(call.LogSumExp + call.Row(b, h, 0), call.Queries),
                        new(up.Delta + call.Row(b, h, 0), call.Queries));
                }
        }
    }

    private readonly struct Preparation<S, V, TPart, TNormaliser>(Call call, Upstream up, TPart part) : IWork
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
    {
        public int Count => call.Batch * call.Heads;
        public long Floats => TNormaliser.Sums ? Renormalisation<S, V, TPart>.Floats(call) : 0;
        public long Cost => (long)call.Batch * call.Heads * call.Queries * (call.Width + call.ValueWidth);

        public void Run(int index, float* memory)
        {
            var (b, h) = Math.DivRem(index, call.Heads);
            up.Prepare<S, V>(call, b, h);
            if (TNormaliser.Sums) Renormalisation<S, V, TPart>.Run(call, up, part, b, h, memory);
        }
    }
}
