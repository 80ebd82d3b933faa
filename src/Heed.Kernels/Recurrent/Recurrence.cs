using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Attention through a memory of fixed size that fades, is written to and is read, token after token: what a token costs does
/// not depend on how many came before it.</summary>
/// <remarks>See <see cref="RecurrenceInputs"/> for what is computed. One head's block of columns is one piece of the work and stays in the
/// first cache, so that a long text costs its arithmetic; decays of any size are exact, since nothing is ever divided by them.</remarks>
public static unsafe partial class Recurrence
{
    /// <summary>For each token up to its own, an output is within this of the definition, relative to the largest Σ|q_i S_ij|; keys
    /// that are asked with must be no longer than 1, and strengths up to 2, or errors grow as the memory does.</summary>
    public const double ErrorBound = 3e-7;

    /// <summary>Reads and writes the memory token by token.</summary>
    /// <param name="x">The tokens.</param>
    /// <param name="output">Room for (B, H, N, Dv), packed; it must not overlap the inputs.</param>
    /// <param name="state">(B, H, D, Dv), packed: the memory before the first token, zeros for none; the memory after the last when the
    /// call returns. One token at a time, it is read and written once.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled; the state is then of no use.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Forward(in RecurrenceInputs x, Span<float> output, Span<float> state, RecurrenceOptions? options = null)
        => Forward(x, RecurrenceChecks.Output(x, output), state, options);

    /// <summary>The same with the outputs written where they are to lie.</summary>
    /// <inheritdoc cref="Forward(in RecurrenceInputs, Span{float}, Span{float}, RecurrenceOptions)"/>
    public static void Forward(in RecurrenceInputs x, Place output, Span<float> state, RecurrenceOptions? options = null)
    {
        options ??= new();
        RecurrenceChecks.Forward(x, output, state, options);
        fixed (float* q = x.Q.Data, k = x.K.Data, v = x.V.Data, asked = x.Asked.Data, decay = x.LogDecay.Data)
        fixed (float* o = output.Data, s = state)
        {
            var call = RecurrenceCall.Of(x, q, k, v, asked, decay, options);
            var to = new Strided(o, output);
            switch (Registers.Choose(options.Registers))
            {
                case 512: Work.Share(new ForwardRecurrence<Simd512, Vector512<float>>(call, to, s), options.Run); break;
                case 256: Work.Share(new ForwardRecurrence<Simd256, Vector256<float>>(call, to, s), options.Run); break;
                default: Work.Share(new ForwardRecurrence<Simd128, Vector128<float>>(call, to, s), options.Run); break;
            }
        }
    }
}
