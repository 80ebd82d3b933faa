namespace Heed.Alone;

/// <summary>
/// Every channel averages values, weighed by the exponentials of their keys and of a learned number for each pair of places.
/// </summary>
/// <remarks>There are no products: queries only gate the result. Learned numbers are taken for as many places as the text has.</remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class AftFull(bool causal = true) : AloneMechanism, ICataloged<AftFull>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "aft-full",
        Name = "Attention-free transformer (full)",
        Cite = new("Zhai et al.", "An Attention Free Transformer", 2021, "arXiv:2105.14103"),
        Formula = "oᵢ = σ(qᵢ) ⊙ Σⱼ e^{kⱼ+wᵢⱼ}⊙vⱼ / Σⱼ e^{kⱼ+wᵢⱼ}",
        Tex = @"o_i = \sigma(q_i) \odot \frac{\sum_j e^{k_j + w_{ij}} \odot v_j}{\sum_j e^{k_j + w_{ij}}}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts =>
        new() { IsCausal = causal, IsOrdered = true, Streams = causal, IgnoresKeyShift = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B N C", RoleKind.Query, "how much of the result each channel lets through, before the sigmoid"),
        new("k", "B M C", RoleKind.Key, "the logarithm of how much a token weighs"),
        new("v", "B M C", RoleKind.Value, "what is read"),
        new("w", "P=64 P", RoleKind.Parameter, "the logarithm of how much one place weighs for another, (reading, read)"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' has no heads and no scores, so it cannot hide single keys: leave them out.");
        var places = inputs["w"].shape[0];
        if (Math.Max(inputs.Queries, inputs.Keys) > places)
            throw new ArgumentException($"'w' has numbers for {places} places, but a text has more tokens.", "w");
        if (inputs.Places.Queries.Any(p => p < 0))
            throw new NotSupportedException($"'{Name}' gives each query the place of a key, so there cannot be more queries than keys.");
        var pairs = inputs["w"].index_select(0, Places.Of(inputs.Places.Queries)).index_select(1, Places.Of(inputs.Places.Keys));
        if (causal && inputs.Places.NotLater() is { } visible)
            pairs = pairs.Filled(visible.logical_not(), double.NegativeInfinity);
        var weights = (pairs.unsqueeze(-1) + inputs["k"].unsqueeze(1)).softmax(2);          // (B, N, M, C)
        return inputs["q"].sigmoid() * (weights * inputs["v"].unsqueeze(1)).sum(2);
    }
}
