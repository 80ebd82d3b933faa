namespace Heed.Tests.Checkers;

/// <summary>A <see cref="Sound"/> mechanism with one defect.</summary>
/// <param name="law">The id of the law that it breaks.</param>
/// <param name="what">What is wrong with it, in a few words.</param>
/// <param name="isCausal">Whether a token should see no later one.</param>
internal sealed class Rogue(string law, string what, bool isCausal = true) : Sound(isCausal)
{
    /// <summary>The id of the law that it breaks.</summary>
    public string Law { get; } = law;

    /// <summary>The same without the defect.</summary>
    public Sound Healed { get; } = new(isCausal);

    /// <summary>Whether the defect is of a size, and vanishes in a tolerance a thousand times as large.</summary>
    public bool IsSlight { get; init; } = true;

    /// <summary>Whether what it computes is right, and only the derivatives are not.</summary>
    public bool IsOnlyInGradient { get; init; }

    /// <summary>The ids of all other laws that the defect breaks, with spaces between.</summary>
    public string Also { get; init; } = "";

    public Func<Inputs, Tensor?, Tensor>? OfKeys { get; init; }

    public Func<Tensor, Tensor>? OfWeights { get; init; }

    public Func<Inputs, Tensor, Tensor?, Tensor>? OfValues { get; init; }

    public Func<Inputs, Tensor?, Tensor, Tensor>? OfOutput { get; init; }

    /// <summary>What a step gives, from its tokens, how many there were before, and what it should give.</summary>
    public Func<Inputs, long, Tensor, Tensor>? OfStep { get; init; }

    public override string ToString() => $"{Law}: {what}";

    protected override Tensor Keys(Inputs inputs, Tensor? visible) => OfKeys?.Invoke(inputs, visible) ?? base.Keys(inputs, visible);

    protected override Tensor Weights(Tensor weights) => OfWeights?.Invoke(weights) ?? weights;

    protected override Tensor Values(Inputs inputs, Tensor weights, Tensor? visible) =>
        OfValues?.Invoke(inputs, weights, visible) ?? base.Values(inputs, weights, visible);

    protected override Tensor Output(Inputs inputs, Tensor? visible, Tensor read) => OfOutput?.Invoke(inputs, visible, read) ?? read;

    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        var before = state?.Kept.Single(k => k.Name == "k").Value.shape[2] ?? 0;
        var read = base.Continue(tokens, ref state, route);
        return OfStep?.Invoke(tokens, before, read) ?? read;
    }
}
