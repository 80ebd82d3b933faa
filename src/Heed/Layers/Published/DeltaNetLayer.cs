namespace Heed.Layers;

/// <summary>
/// DeltaNet as it is trained in parallel: short convolutions and an activation of queries, keys and values, queries and keys of length one,
/// and a norm of what is read.
/// </summary>
/// <remarks>There is no gate. With <c>negative</c> a strength lies between zero and two, so that the memory may be reflected.</remarks>
/// <param name="negative">Whether strengths reach two.</param>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class DeltaNetLayer(bool negative = false, double eps = 1e-5)
    : PublishedLayer("delta-net", [.. Role.QueryKeyValue, Round.Beta, Round.Norm], ["q", "k", "v"]), ICataloged<DeltaNetLayer>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:delta-net",
        Name = "Layer of DeltaNet",
        Cite = new("Yang et al.", "Parallelizing Linear Transformers with the Delta Rule over Sequence Length", 2024, "arXiv:2406.06484"),
        Formula = "yₜ = rms(oₜ)⊙γ,  o = delta-net(q̂, k̂, ṽ, β),  q̃ = silu(conv₄(q)),  q̂ = q̃/‖q̃‖, and so for k and v",
        Tex = @"y_t = \mathrm{rms}(o_t) \odot \gamma,\quad o = \mathrm{delta}(\hat q, \hat k, \tilde v, \beta),\quad "
            + @"\tilde q = \mathrm{silu}(\mathrm{conv}_4(q)),\quad \hat q = \tilde q / \|\tilde q\|",
        Cost = new("ncd + nd²", "nd + d²", "d² + 9d"),
    };

    /// <inheritdoc />
    public override string Source => "fla-org/flash-linear-attention, fla/layers/delta_net.py";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first) => new()
    {
        ["q"] = Round.Unit(x["q"]),
        ["k"] = Round.Unit(x["k"]),
        ["v"] = x["v"],
        ["beta"] = negative ? 2 * x["beta"] : x["beta"],
    };

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said) => Round.Normal(said, eps, -1) * x["norm"];
}
