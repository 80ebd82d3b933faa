using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>
/// Parts composed to one. Which they are is known only at run time, but the kernel wants a type: each part gives its own
/// to the chain before it, which knows that chain's, and the pair of both is the type of the longer one.
/// </summary>
internal abstract class Chain
{
    public static Chain Then<TNext>(Chain? chain, TNext next) where TNext : struct, IPart<TNext> =>
        chain is null ? new Chain<TNext>(next) : chain.Then(next);

    public abstract Chain Then<TNext>(TNext next) where TNext : struct, IPart<TNext>;

    public abstract void Forward<TNormaliser>(
        TNormaliser normaliser, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options)
        where TNormaliser : struct, INormaliser;

    public abstract void Attend(AttentionCache cache, View q, Span<float> output, AttentionOptions options);

    public abstract void Backward<TNormaliser>(
        TNormaliser normaliser, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options)
        where TNormaliser : struct, INormaliser;
}

/// <summary>Parts whose type is <typeparamref name="TPart"/>.</summary>
internal sealed class Chain<TPart>(TPart part) : Chain where TPart : struct, IPart<TPart>
{
    public override Chain Then<TNext>(TNext next) => new Chain<Both<TPart, TNext>>(new(part, next));

    public override void Forward<TNormaliser>(
        TNormaliser normaliser, View q, View k, View v, Place output, Span<float> logSumExp, AttentionOptions options)
        => Attention.Forward(q, k, v, output, part, normaliser, logSumExp, options);

    public override void Attend(AttentionCache cache, View q, Span<float> output, AttentionOptions options) =>
        cache.Attend(q, output, part, default, options);

    public override void Backward<TNormaliser>(
        TNormaliser normaliser, View q, View k, View v, View output, ReadOnlySpan<float> logSumExp, View gradient,
        Place dq, Place dk, Place dv, AttentionOptions options)
        => Attention.Backward(q, k, v, output, logSumExp, gradient, dq, dk, dv, part, normaliser, options);
}
