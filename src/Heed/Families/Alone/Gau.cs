namespace Heed.Alone;

/// <summary>A gated unit and attention in one: a single cheap head of squared ReLU weighs the values, and a gate multiplies what was
/// read.</summary>
/// <remarks>
/// Queries and keys are one vector, scaled and shifted twice; products are divided by the number of tokens. The maps to and from these
/// inputs, and a bias by place, are left out.
/// </remarks>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
/// <param name="laplace">Whether weights are the integral of a bell curve, as in Mega, instead of a squared ReLU.</param>
public sealed class Gau(bool causal = false, bool laplace = false) : AloneMechanism, ICataloged<Gau>
{
    private static readonly double Mean = Math.Sqrt(0.5), Deviation = Math.Sqrt(1 / (4 * Math.PI));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gau",
        Name = "Gated attention unit (GAU)",
        Cite = new("Hua et al.", "Transformer Quality in Linear Time", 2022, "arXiv:2202.10447"),
        Formula = "oᵢ = uᵢ ⊙ Σⱼ relu(qᵢ·kⱼ / n)² vⱼ,  q = γ₁⊙z + β₁,  k = γ₂⊙z + β₂",
        Tex = @"o_i = u_i \odot \sum_j \mathrm{relu}\left(\frac{q_i \cdot k_j}{n}\right)^2 v_j,\quad "
            + @"q = \gamma_1 \odot z + \beta_1,\quad k = \gamma_2 \odot z + \beta_2",
        Cost = new("n²d", "n² + nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = causal, IsOrdered = causal, MayBeNegative = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("z", "B M S", RoleKind.Key, "what queries and keys are made of"),
        new("u", "B N E", RoleKind.Token, "what multiplies the result"),
        new("v", "B M E", RoleKind.Value, "what is read"),
        new("gamma", "2 S", RoleKind.Parameter, "scales of queries and of keys") { Start = RoleStart.One },
        new("shift", "2 S", RoleKind.Parameter, "shifts of queries and of keys") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N E";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Queries != inputs.Keys)
            throw new ArgumentException(
                $"'{Name}' asks and is asked by the same tokens, but 'u' has {inputs.Queries} and 'z' has {inputs.Keys}.", "u");
        var (z, keys) = SetReading.Shown(inputs, "z");
        var visible = Hidden.Join(keys?.squeeze(1), Visible(inputs.Queries, inputs.Keys));  // (B, 1, M), (N, M) or both
        var (gamma, shift) = (inputs["gamma"], inputs["shift"]);
        Tensor q = (z * gamma[0]) + shift[0], k = (z * gamma[1]) + shift[1];
        var scores = q.matmul(k.transpose(-2, -1)) / inputs.Keys;                          // (B, N, M)
        var weights = laplace ? (((scores - Mean) / (Deviation * Math.Sqrt(2))).erf() + 1) / 2 : scores.relu().square();
        if (visible is not null) weights = weights.Filled(visible.logical_not(), 0);
        return inputs["u"] * weights.matmul(SetReading.Shown(inputs, "v").Tokens);
    }
}
