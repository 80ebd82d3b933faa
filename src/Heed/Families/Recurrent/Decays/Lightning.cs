namespace Heed.Recurrent.Decays;

/// <summary>The memory fades at a fixed rate: the faster the later the head, and the slower the deeper the layer.</summary>
/// <remarks>
/// Heads count from 0, so the first never fades. This is the mixing rule alone: the published layers also pass queries and keys through
/// an activation, and normalise and gate what is read.
/// </remarks>
/// <param name="layerIndex">Which layer it is, from 0.</param>
/// <param name="numLayers">How many layers there are.</param>
public sealed class Lightning(long layerIndex = 0, long numLayers = 8) : Decay, ICataloged<Lightning>
{
    private readonly double share = numLayers < 1
        ? throw new ArgumentOutOfRangeException(nameof(numLayers), numLayers, "There is at least one layer.")
        : layerIndex >= 0 && layerIndex < numLayers ? 1 - ((double)layerIndex / numLayers)
        : throw new ArgumentOutOfRangeException(nameof(layerIndex), layerIndex, $"Of {numLayers} layers the last is {numLayers - 1}.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "lightning",
        Name = "Lightning attention",
        Cite = new("Qin et al.",
            "Lightning Attention-2: A Free Lunch for Handling Unlimited Sequence Lengths in Large Language Models", 2024,
            "arXiv:2401.04658"),
        Formula = "Sₜ = γₕSₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d,  γₕ = exp(−(8h/H)(1 − l/L))",
        Tex = @"S_t = \gamma_h S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d,\quad "
            + @"\gamma_h = \exp\left(-\tfrac{8h}{H}\left(1 - \tfrac{l}{L}\right)\right)",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override Tensor LogDecay(Inputs inputs)
    {
        var decay = torch.arange(inputs.Heads, torch.float64) * (-8 * share / inputs.Heads);                // (H)
        return decay.to(inputs.Q.dtype).view(1, -1, 1, 1).expand(inputs.Batch, inputs.Heads, inputs.Keys, 1);
    }
}
