namespace Heed.Layers;

/// <summary>
/// Retention as its authors train it: queries and keys are turned by their place, what is read is normalised for each head without learned
/// weights, and gated.
/// </summary>
/// <remarks>
/// Neighbouring features turn together, the first pair by one radian a token, the last by a ten-thousandth. The gate is x·σ(x). What the
/// authors divide scores by besides is undone by the norm, and left out.
/// </remarks>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class RetentionLayer(double eps = 1e-6) : PublishedLayer("retention", Read, []), ICataloged<RetentionLayer>
{
    private const double Slowest = 10000;

    private static readonly Role[] Read = [.. Role.QueryKeyValue, Round.Gate];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:retention",
        Name = "Layer of multi-scale retention (RetNet)",
        Cite = new("Sun et al.", "Retentive Network: A Successor to Transformer for Large Language Models", 2023, "arXiv:2307.08621"),
        Formula = "yₜ = rms(oₜ)⊙silu(gₜ),  o = retention(Rₜqₜ, Rₜkₜ, v)",
        Tex = @"y_t = \mathrm{rms}(o_t) \odot \mathrm{silu}(g_t),\quad o = \mathrm{retention}(R_t q_t, R_t k_t, v)",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override string Source => "microsoft/torchscale, torchscale/component/multiscale_retention.py and architecture/retnet.py";

    /// <inheritdoc />
    protected override bool CountsPlaces => true;

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var width = x["q"].shape[3];
        var speeds = torch.pow(Slowest, -torch.linspace(0, 1, width / 2, torch.float64));
        var angles = torch.arange(first, first + given.Keys).to(torch.float64).unsqueeze(1) * speeds;
        return new() { ["q"] = Turned(x["q"], angles), ["k"] = Turned(x["k"], angles), ["v"] = x["v"] };
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said) =>
        Round.Normal(said, eps, -1) * Round.Silu(x["gate"]);

    /// <summary>Neighbouring features turned in pairs; the last one stays where their number is odd.</summary>
    private static Tensor Turned(Tensor x, Tensor angles) => Rotary.TurnPart(x, angles, isLast: false, halves: false);
}
