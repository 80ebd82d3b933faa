namespace Heed.Aligned;

/// <summary>A query sees where the last one looked, through a few filters along the keys, so that it can go on from there.</summary>
/// <remarks>Filters are not turned round (cross-correlation), and zeros lie beyond both ends.</remarks>
/// <param name="channels">What the filters see.</param>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
public sealed class LocationSensitive(LocationChannels channels = LocationChannels.Previous, long width = 0)
    : AdditiveAlignment(width), ICataloged<LocationSensitive>
{
    private const string Previous = "previous", Cumulative = "cumulative";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "location-sensitive",
        Name = "Location-sensitive attention",
        Cite = new("Chorowski et al.", "Attention-Based Models for Speech Recognition", 2015, "arXiv:1506.07503"),
        Formula = "αᵢ = softmaxⱼ(vₐ·tanh(W_q qᵢ + W_k kⱼ + W_f (F ∗ αᵢ₋₁)ⱼ)),  oᵢ = Σⱼ αᵢⱼvⱼ",
        Tex = @"\alpha_i = \mathrm{softmax}_j\left(v_a^\top \tanh(W_q q_i + W_k k_j + W_f (F * \alpha_{i-1})_j)\right),\quad "
            + @"o_i = \sum_j \alpha_{ij} v_j",
        Cost = new("nmd", "md", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    protected override IReadOnlyList<Role> More => Locations.Roles(channels == LocationChannels.Previous ? 1 : 2);

    /// <inheritdoc />
    protected override IReadOnlyList<Slot> Left =>
        [.. (channels == LocationChannels.Previous ? (string[])[Previous] : [Previous, Cumulative])
            .Select(name => new Slot(name, "B H 1 M") { Grows = false })];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs)
    {
        var before = base.Before(inputs);
        var even = Even(inputs);
        before[Previous] = Locations.Given(inputs) ?? (channels == LocationChannels.Previous ? even : torch.zeros_like(even));
        if (channels == LocationChannels.PreviousAndCumulative) before[Cumulative] = before[Previous];
        return before;
    }

    /// <inheritdoc />
    protected override Tensor Feel(Inputs inputs, SignalSet before) => channels == LocationChannels.Previous
        ? Locations.Feel(inputs, before[Previous]) : Locations.Feel(inputs, before[Previous], before[Cumulative]);

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var weights = before[Previous] = Match(inputs, visible, before);
        if (channels == LocationChannels.PreviousAndCumulative) before[Cumulative] = before[Cumulative] + weights;
        return weights;
    }

    /// <summary>The same weight for all keys that exist.</summary>
    private static Tensor Even(Inputs inputs)
    {
        var (same, visible) = (torch.zeros([inputs.Batch, inputs.Heads, 1, inputs.Keys], inputs.Q.dtype), inputs.Mask.Visible());
        return Hidden.Softmax(visible is null ? same : same.Filled(visible.logical_not(), double.NegativeInfinity), visible);
    }
}

/// <summary>Which earlier weights the filters of location-sensitive attention see.</summary>
public enum LocationChannels
{
    /// <summary>Those of the last query; the same for all keys before the first.</summary>
    Previous,

    /// <summary>Those of the last query, and the sum of those of all queries so far, as in Tacotron 2; nothing before the first.</summary>
    [Spelled("previous+cumulative")]
    PreviousAndCumulative,
}
