using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>A normaliser as the kernel has it: the second type that the kernel is compiled for.</summary>
public abstract class LoweredNormaliser
{
    /// <summary>Exponentials divided by their sum.</summary>
    public static LoweredNormaliser Softmax { get; } = new LoweredNormaliser<Softmax>(default);

    internal abstract bool Sums { get; }

    internal abstract void Forward(Chain parts, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options);

    internal abstract void Backward(Chain parts, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options);
}

/// <summary>A normaliser whose type is <typeparamref name="TNormaliser"/>.</summary>
/// <param name="normaliser">The struct.</param>
public sealed class LoweredNormaliser<TNormaliser>(TNormaliser normaliser) : LoweredNormaliser where TNormaliser : struct, INormaliser
{
    internal override bool Sums => TNormaliser.Sums;

    internal override void Forward(Chain parts, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options)
        => parts.Forward(normaliser, q, k, v, output, logSumExp, options);

    internal override void Backward(Chain parts, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options)
        => parts.Backward(normaliser, q, k, v, output, logSumExp, gradient, dq, dk, dv, options);
}
