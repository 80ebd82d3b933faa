namespace Heed.Scan;

/// <summary>
/// Each token corrects the memory several times, under one key after the other, so that it can turn it and not only reflect it.
/// </summary>
/// <remarks>Keys, values and strengths have several rows for each token, next to one another.</remarks>
/// <param name="numHouseholder">How often each token writes.</param>
/// <param name="scale">What queries are multiplied by; 1/√d when not given.</param>
public sealed class DeltaProduct(long numHouseholder = 2, double? scale = null)
    : HouseholderProduct(numHouseholder, scale), ICataloged<DeltaProduct>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "delta-product",
        Name = "DeltaProduct",
        Cite = new("Siems et al.",
            "DeltaProduct: Improving State-Tracking in Linear RNNs via Householder Products", 2025, "arXiv:2502.10297"),
        Formula = "S ← (I − βₜᵢkₜᵢkₜᵢᵀ)S + βₜᵢkₜᵢvₜᵢᵀ  for i = 1 … n,  oₜ = Sᵀqₜ / √d",
        Tex = @"S \leftarrow (I - \beta_{ti} k_{ti} k_{ti}^\top) S + \beta_{ti} k_{ti} v_{ti}^\top \;\; (i = 1, \dots, n),\quad "
            + @"o_t = S^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };
}
