namespace Heed.Models.Layers;

/// <summary>
/// The attention layer of a model: queries from one text, keys and values from the same or another, and what was looked at for those who
/// ask.
/// </summary>
/// <remarks>Without a trace, the kernel runs where there is one; with one, the definition does and its weights are recorded.</remarks>
internal sealed class Attending : AttentionLayer
{
    private readonly (AttentionPlace Place, int Layer) at;

    /// <exception cref="ArgumentException">The width is not a multiple of the heads, or the heads cannot be shared as the mechanism
    /// wants.</exception>
    public Attending(Start start, Mechanism mechanism, long width, long? memoryWidth, int heads, AttentionPlace place, int layer)
        : base(start, mechanism, width, memoryWidth, heads) => at = (place, layer);

    /// <summary>The name under which a writer's state keeps what belongs to this layer.</summary>
    public string Name => $"{at.Place}.{at.Layer}.";

    /// <summary>What each token of a text reads of the same text, (B, N, W).</summary>
    public Tensor Look(Tensor x, Mask mask, AttentionTrace? trace, Route route = Route.Any) => Attend(Project(x), mask, trace, route);

    /// <summary>What each token of a text reads of another text, (B, N, W).</summary>
    /// <param name="x">The text that asks.</param>
    /// <param name="told">What <see cref="AttentionLayer.ProjectMemory"/> made of the other.</param>
    /// <param name="mask">What is hidden.</param>
    /// <param name="trace">Where to record what was looked at, or null.</param>
    /// <param name="route">What computes it.</param>
    public Tensor Look(Tensor x, SignalSet told, Mask mask, AttentionTrace? trace, Route route = Route.Any) =>
        Attend(ProjectQueries(x).And(told), mask, trace, route);

    private Tensor Attend(SignalSet given, Mask mask, AttentionTrace? trace, Route route)
    {
        if (trace is null) return Join(Mechanism.Attend(given, mask, route: route));
        var steps = new StepTrace("weights");
        var read = Mechanism.Attend(given, mask, steps);
        using var weights = steps.Find("weights") ?? Mechanism.Weights(given, mask);
        trace.Record(at.Place, at.Layer, weights);
        return Join(read);
    }
}
