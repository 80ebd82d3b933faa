using System.Runtime.Intrinsics;

namespace Heed.Kernels;

public static unsafe partial class Recurrence
{
    /// <summary>The gradients of <see cref="Forward(in RecurrenceInputs, Span{float}, Span{float}, RecurrenceOptions)"/>. The memory is
    /// computed anew, so that nothing but the inputs need be kept.</summary>
    /// <remarks>Results repeat to the bit and do not depend on the number of threads, which share the heads.</remarks>
    /// <param name="x">The tokens.</param>
    /// <param name="state">(B, H, D, Dv): the memory before the first token.</param>
    /// <param name="gradient">(B, H, N, Dv): the gradient of the output.</param>
    /// <param name="gradients">Room for the gradients of the inputs, and the gradient of the memory, which is also an input.</param>
    /// <param name="options">How the call runs; null for the defaults.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; the message names the argument, its shape and the one expected.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">A register width was demanded that the machine lacks.</exception>
    public static void Backward(in RecurrenceInputs x, ReadOnlySpan<float> state, View gradient, in RecurrenceGradients gradients,
        RecurrenceOptions? options = null)
    {
        options ??= new();
        RecurrenceChecks.Backward(x, state, gradient, gradients, options);
        gradients.Q.Clear();
        gradients.K.Clear();
        gradients.V.Clear();
        gradients.Asked.Clear();
        gradients.LogDecay.Clear();
        if (x.Q.Shape.Tokens == 0) return;
        fixed (float* q = x.Q.Data, k = x.K.Data, v = x.V.Data, asked = x.Asked.Data, decay = x.LogDecay.Data)
        fixed (float* s = state, g = gradient.Data, dq = gradients.Q, dk = gradients.K, dv = gradients.V)
        fixed (float* da = gradients.Asked, df = gradients.LogDecay, ds = gradients.State)
        {
            var call = RecurrenceCall.Of(x, q, k, v, asked, decay, options);
            var (h, n, u) = (call.Heads, call.Tokens, call.Tokens * call.Updates);
            var to = new RecurrenceUpstream
            {
                Q = new(dq, h, n, call.Width),
                K = new(dk, h, u, call.Width),
                V = new(dv, h, u, call.ValueWidth),
                Asked = new(da, h, u, call.Width),
                LogDecay = new(df, h, n, x.LogDecay.Shape.Width),
                State = ds,
            };
            var from = new Strided(g, gradient);
            switch (Registers.Choose(options.Registers))
            {
                case 512: Work.Share(new BackwardRecurrence<Simd512, Vector512<float>>(call, from, s, to), options.Run); break;
                case 256: Work.Share(new BackwardRecurrence<Simd256, Vector256<float>>(call, from, s, to), options.Run); break;
                default: Work.Share(new BackwardRecurrence<Simd128, Vector128<float>>(call, from, s, to), options.Run); break;
            }
        }
    }
}
