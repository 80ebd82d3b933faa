namespace Heed.Recurrent.Decays;

/// <summary>The memory fades at a fixed rate, another for each head, as if distance were subtracted from a score.</summary>
/// <remarks>This is the mixing rule alone: RetNet also turns queries and keys by position and normalises each head's output.</remarks>
public sealed class Retention : Decay, ICataloged<Retention>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "retention",
        Name = "Retention (RetNet)",
        Cite = new("Sun et al.", "Retentive Network: A Successor to Transformer for Large Language Models", 2023, "arXiv:2307.08621"),
        Formula = "Sₜ = γₕSₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d,  γₕ = 1 − 2^(−5−h)",
        Tex = @"S_t = \gamma_h S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d,\quad \gamma_h = 1 - 2^{-5-h}",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("retention",
            1.18986, -0.5263, -0.751819, 1.15203, 0.921807, -0.864218,
            -0.202524, 1.03278, 0.593718, -0.992396, 0.232247, 0.799098),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override Tensor LogDecay(Inputs inputs)
    {
        var head = torch.arange(inputs.Heads, torch.float64);
        var gamma = 1 - torch.pow(2.0, -5 - head);                                         // (H)
        return gamma.log().to(inputs.Q.dtype).view(1, -1, 1, 1).expand(inputs.Batch, inputs.Heads, inputs.Keys, 1);
    }
}
