namespace Heed.Recurrent.Features;

/// <summary>Attention without softmax or any other nonlinearity: the memory is the sum of outer products of keys and values.</summary>
/// <remarks>The other recurrent mechanisms are this one with a feature map, a decay, another way of writing, or a divisor.</remarks>
/// <param name="scale">What queries are multiplied by; 1/√d when not given.</param>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class LinearUnnormalized(double? scale = null, bool causal = true) : FeatureMap, ICataloged<LinearUnnormalized>
{
    private readonly double? scale = SinglePrecision.Factor(scale, nameof(scale));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "linear-unnormalized",
        Name = "Linear attention, unnormalised",
        Cite = new("Katharopoulos et al.", "Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention", 2020,
            "arXiv:2006.16236"),
        Formula = "Sₜ = Sₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Options = ["scale", "causal"],
        Witness = new("linear-unnormalized",
            1.24911, -0.558902, -0.783939, 1.21137, 0.942665, -0.888908,
            -0.202833, 1.05772, 0.598137, -1.0058, 0.238987, 0.806896),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts => new() { IsCausal = causal };

    /// <inheritdoc />
    public override Tensor MapQuery(Inputs inputs, Tensor q) => q * (scale ?? 1 / Math.Sqrt(inputs.WidthK));

    /// <inheritdoc />
    public override Tensor MapKey(Inputs inputs, Tensor k) => k;
}
