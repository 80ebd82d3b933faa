namespace Heed.Recurrent.Decays;

/// <summary>
/// One gate says how much of each feature is forgotten and how much is written, and a temperature how far the two go together.
/// </summary>
/// <remarks>
/// Both gates are given as they come from a layer. Values come already multiplied by their own gate; what the paper's layers add to what
/// is read is left out.
/// </remarks>
public sealed class Rodimus : Recipe, ICataloged<Rodimus>
{
    private const double NoDivisionByZero = 1e-12;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rodimus",
        Name = "Rodimus",
        Cite = new("He et al.", "Rodimus*: Breaking the Accuracy-Efficiency Trade-Off with Efficient Attentions", 2024,
            "arXiv:2410.06577"),
        Formula = "Sₜ = diag(e^{−sₜ⊙pₜ})Sₜ₋₁ + (sₜ^{pₜ}⊙k̂ₜ)vₜᵀ,  oₜ = Sₜᵀqₜ / √d,  s = log(1 + e^g),  p = σ(τ)",
        Tex = @"S_t = \mathrm{diag}(e^{-s_t \odot p_t}) S_{t-1} + (s_t^{p_t} \odot \hat k_t) v_t^\top,\quad "
            + @"o_t = S_t^\top q_t / \sqrt d,\quad s = \log(1 + e^g),\quad p = \sigma(\tau)",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Gated(), new Forgotten()];

    /// <summary>How open the gate is and at what temperature, of tokens that are not hidden.</summary>
    private static (Tensor Open, Tensor Temperature) Gates(Inputs inputs)
    {
        return (torch.nn.functional.softplus(Shown("g")), Shown("tau").sigmoid());

        Tensor Shown(string name) => inputs.Mask.KeyMask is { } keys
            ? inputs[name].Filled(keys.logical_not().unsqueeze(1).unsqueeze(-1), 0) : inputs[name];
    }

    private sealed class Gated : FeatureMap
    {
        public override RecurrentFacts Facts { get; } = new();

        public override Tensor MapQuery(Inputs inputs, Tensor q) => q / Math.Sqrt(inputs.WidthK);

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var (open, temperature) = Gates(inputs);
            return torch.nn.functional.normalize(k, p: 2, dim: -1, eps: NoDivisionByZero) * open.pow(temperature);
        }
    }

    private sealed class Forgotten : Decay
    {
        public override RecurrentFacts Facts { get; } = new() { IsPerFeature = true };

        public override IReadOnlyList<Role> Signals { get; } =
        [
            new("g", "B H M Dk", RoleKind.Token, "how much is forgotten and written, before log(1 + eˣ)"),
            new("tau", "B H M Dk", RoleKind.Token, "how far the two go together, before the sigmoid"),
        ];

        public override Tensor LogDecay(Inputs inputs)
        {
            var (open, temperature) = Gates(inputs);
            return -(open * temperature);
        }
    }
}
