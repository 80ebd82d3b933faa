namespace Heed.Scan;

/// <summary>
/// The memory first fades as a whole, as much as the token says, and is then corrected under several keys, one after the other.
/// </summary>
/// <remarks>Keys, values and strengths have several rows for each token, next to one another; the decay has one.</remarks>
/// <param name="numHouseholder">How often each token writes.</param>
/// <param name="scale">What queries are multiplied by; 1/√d when not given.</param>
public sealed class GatedDeltaProduct(long numHouseholder = 2, double? scale = null)
    : HouseholderProduct(numHouseholder, scale, Gate), ICataloged<GatedDeltaProduct>
{
    private static readonly Role Gate =
        new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative };

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gated-delta-product",
        Name = "Gated DeltaProduct",
        Cite = new("Siems et al.",
            "DeltaProduct: Improving State-Tracking in Linear RNNs via Householder Products", 2025, "arXiv:2502.10297"),
        Formula = "S ← αₜS,  S ← (I − βₜᵢkₜᵢkₜᵢᵀ)S + βₜᵢkₜᵢvₜᵢᵀ  for i = 1 … n,  oₜ = Sᵀqₜ / √d",
        Tex = @"S \leftarrow \alpha_t S,\quad S \leftarrow (I - \beta_{ti} k_{ti} k_{ti}^\top) S + \beta_{ti} k_{ti} v_{ti}^\top "
            + @"\;\; (i = 1, \dots, n),\quad o_t = S^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    private protected override Tensor Faded(Inputs inputs, Tensor memory) => inputs["log_decay"].unsqueeze(-1).exp() * memory;
}
