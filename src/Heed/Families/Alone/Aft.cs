namespace Heed.Alone;

/// <summary>Attention-free transformers with a learned number for each pair of places.</summary>
/// <param name="causal">Whether a token reads only what came before it.</param>
public abstract class Aft(bool causal) : AloneMechanism
{
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

    /// <summary>How much the place of each token that is read weighs for each that reads, a logarithm.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="learned">The numbers learned for these places, (N, M).</param>
    private protected virtual Tensor Pairs(Inputs inputs, Tensor learned) => learned;

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
        pairs = Pairs(inputs, pairs);
        if (causal && inputs.Places.NotLater() is { } visible)
            pairs = pairs.Filled(visible.logical_not(), double.NegativeInfinity);
        var weights = (pairs.unsqueeze(-1) + inputs["k"].unsqueeze(1)).softmax(2);          // (B, N, M, C)
        return inputs["q"].sigmoid() * (weights * inputs["v"].unsqueeze(1)).sum(2);
    }
}
