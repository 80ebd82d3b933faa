using System.Runtime.Intrinsics;

namespace Heed.Kernels;

public static unsafe partial class Attention
{
    /// <summary>What chosen queries read of each key. <inheritdoc cref="Weights{TPart, TNormaliser}" path="/remarks"/></summary>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="rows">The R queries wanted, in any order, also repeated.</param>
    /// <param name="weights">Room for (B, H, R, M), packed; it must not overlap the inputs.</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="logSumExp">Empty, or the (B, H, N) numbers that a forward call gave, sinks included.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is none of the queries.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Weights<TPart>(View q, View k, ReadOnlySpan<int> rows, Span<float> weights, TPart part,
        ReadOnlySpan<float> logSumExp = default, AttentionOptions? options = null)
        where TPart : struct, IPart<TPart> => Weights(q, k, rows, weights, part, default(Softmax), logSumExp, options);

    /// <summary>What chosen queries read of each key, with a normaliser.
    /// <inheritdoc cref="Weights{TPart, TNormaliser}" path="/remarks"/></summary>
    /// <remarks>Each weight is within <see cref="ErrorBound"/> · (1 + S) of the definition, and 0 where
    /// the key is hidden; a sink's share is left out. No memory is needed beside the weights.</remarks>
    /// <typeparam name="TPart">The part, or parts composed by <see cref="Both{A, B}"/>.</typeparam>
    /// <typeparam name="TNormaliser">How scores become weights.</typeparam>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D), where G divides H.</param>
    /// <param name="rows">The R queries wanted, in any order, also repeated.</param>
    /// <param name="weights">Room for (B, H, R, M), packed; it must not overlap the inputs.</param>
    /// <param name="part">What changes and hides scores.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="logSumExp">Empty, or, with <see cref="Softmax"/>, the (B, H, N) numbers
    /// that a forward call gave, sinks included.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is none of the queries.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Weights<TPart, TNormaliser>(View q, View k, ReadOnlySpan<int> rows, Span<float> weights, TPart part,
        TNormaliser normaliser,
        ReadOnlySpan<float> logSumExp = default, AttentionOptions? options = null) where TPart : struct, IPart<TPart>
            where TNormaliser : struct, INormaliser
    {
        options ??= new();
        WeightsChecks.Check(q, k, rows, weights, logSumExp, options);
        ArgumentChecks.Check(q, k, part, normaliser, logSumExp);
        if (weights.Length == 0) return;
        fixed (int* chosen = rows)
        fixed (float* qs = q.Data, ks = k.Data, ws = weights, ls = logSumExp)
        {
            var call = new Call(q, k, k, qs, ks, ks, options) { LogSumExp = ls };
            switch (Registers.Choose(options.Registers))
            {
                case 512:
                    Weigh<Simd512, Vector512<float>, TPart, TNormaliser>(call, part, normaliser, chosen, rows.Length, ws, options);
                    break;
                case 256:
                    Weigh<Simd256, Vector256<float>, TPart, TNormaliser>(call, part, normaliser, chosen, rows.Length, ws, options);
                    break;
                default:
                    Weigh<Simd128, Vector128<float>, TPart, TNormaliser>(call, part, normaliser, chosen, rows.Length, ws, options);
                    break;
            }
        }
    }

    private static void Weigh<S, V, TPart, TNormaliser>(in Call call, in TPart part, in TNormaliser normaliser, int* chosen, int rows,
        float* to, AttentionOptions options)
        where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
        => Work.Share(new RowWeights<S, V, TPart, TNormaliser>(call, part, normaliser, chosen, rows, to), options);
}
