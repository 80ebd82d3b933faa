using Heed.Kernels;

namespace Heed.Pairwise.Twins;

/// <summary>The twin of a normaliser: the second type that the kernel is compiled for.</summary>
public abstract class NormaliserTwin
{
    /// <summary>Exponentials divided by their sum.</summary>
    public static NormaliserTwin Softmax { get; } = new NormaliserTwin<Softmax>(default);

    internal abstract bool Sums { get; }

    internal abstract void Forward(Chain parts, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options);

    internal abstract void Backward(Chain parts, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options);
}

/// <summary>A twin whose type is <typeparamref name="TNormaliser"/>.</summary>
/// <param name="normaliser">The struct.</param>
public sealed class NormaliserTwin<TNormaliser>(TNormaliser normaliser) : NormaliserTwin where TNormaliser : struct, INormaliser
{
    internal override bool Sums => TNormaliser.Sums;

    internal override void Forward(Chain parts, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options)
        => parts.Forward(normaliser, q, k, v, output, logSumExp, options);

    internal override void Backward(Chain parts, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options)
        => parts.Backward(normaliser, q, k, v, output, logSumExp, gradient, dq, dk, dv, options);
}
