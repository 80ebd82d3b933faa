using System.Runtime.Intrinsics;

namespace Heed.Kernels;

public static unsafe partial class Attention
{
    /// <summary>Attention in which each query reads the blocks of keys that were chosen for it, and no time is spent on others. A query
    /// that reads no key gives 0.</summary>
    /// <remarks>Exact for the pairs that are read, within <see cref="ErrorBound"/>. Memory beside the output: less than a megabyte for each
    /// thread.</remarks>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">Room for (B, H, N, Dv); it must not overlap the inputs.</param>
    /// <param name="choice">The blocks of each query.</param>
    /// <param name="logSumExp">Empty, or room for (B, H, N): the natural logarithm of each query's denominator.</param>
    /// <param name="options">How the call runs; null for the defaults. It cannot rotate.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Forward(View q, View k, View v, Place output, BlockChoice choice, Span<float> logSumExp = default,
        AttentionOptions? options = null)
    {
        options ??= new();
        ArgumentChecks.Check(q, k, v, output, logSumExp, options);
        CheckChoice(q, k, choice, options);
        fixed (float* qs = q.Data, ks = k.Data, vs = v.Data, os = output.Data, ls = logSumExp)
        {
            var call = new Call(q, k, v, qs, ks, vs, options) { O = new(os, output), LogSumExp = ls };
            switch (Registers.Choose(options.Registers))
            {
                case 512: Work.Share(new ForwardChosen<Simd512, Vector512<float>>(call, choice), options); break;
                case 256: Work.Share(new ForwardChosen<Simd256, Vector256<float>>(call, choice), options); break;
                default: Work.Share(new ForwardChosen<Simd128, Vector128<float>>(call, choice), options); break;
            }
        }
    }

    /// <summary>The same with room for packed outputs.</summary>
    /// <inheritdoc cref="Forward(View, View, View, Place, BlockChoice, Span{float}, AttentionOptions)"/>
    public static void Forward(View q, View k, View v, Span<float> output, BlockChoice choice, Span<float> logSumExp = default,
        AttentionOptions? options = null)
        => Forward(q, k, v, ArgumentChecks.Output(q, v, output), choice, logSumExp, options);

    /// <summary>The gradients of attention over chosen blocks; the choice itself has none.</summary>
    /// <remarks>Results repeat to the bit and do not depend on the number of threads, which share the groups of heads.</remarks>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D).</param>
    /// <param name="v">(B, G, M, Dv).</param>
    /// <param name="output">(B, H, N, Dv): what the forward call gave.</param>
    /// <param name="logSumExp">(B, H, N): what the forward call gave.</param>
    /// <param name="gradient">(B, H, N, Dv): the gradient of the output.</param>
    /// <param name="dq">Room for the gradient of q.</param>
    /// <param name="dk">Room for the gradient of k.</param>
    /// <param name="dv">Room for the gradient of v.</param>
    /// <param name="choice">The choice of the forward call.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Backward(View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient, Place dq, Place dk,
        Place dv, BlockChoice choice, AttentionOptions? options = null)
    {
        options ??= new();
        ArgumentChecks.Check(q, k, v, output, logSumExp, gradient, dq, dk, dv, true, options);
        CheckChoice(q, k, choice, options);
        Backward(q, k, v, output, logSumExp, gradient, dq, dk, dv, new OverChosen(choice), options);
    }

    private readonly struct OverChosen(BlockChoice choice) : IBackward
    {
        public void Run<S, V>(in Call call, in Upstream up, AttentionOptions options) where S : struct, ISimd<V> where V : struct
        {
            Work.Share(new Preparation<S, V, ChosenBlocks, Softmax>(call, up, new(choice)), options);
            Work.Share(new BackwardChosen<S, V>(call, up, choice, options), options);
        }
    }

    private static void CheckChoice(View q, View k, BlockChoice choice, AttentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentChecks.Straight(options, "queries that are gathered cannot be rotated on the way: rotate q and k first");
        choice.Check(q.Shape.Batch, q.Shape.Heads, q.Shape.Tokens, k.Shape.Tokens);
    }
}
