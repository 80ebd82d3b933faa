namespace Heed.Pairwise.Gates;

/// <summary>Each token says how much of what it read goes on, so that a head may keep silent without a key to turn to.</summary>
/// <remarks>
/// The gate is given as numbers of any size, which <paramref name="form"/> brings into range. It acts on the weighted sum, before heads
/// are put together.
/// Qwen3-Next gates each channel; others gate a head as a whole, some with a softplus, which may also strengthen.
/// </remarks>
/// <param name="form">What the gate acts on, and what brings its numbers into range.</param>
public sealed class OutputGate(OutputGateForm form = OutputGateForm.SigmoidElement) : Gate, ICataloged<OutputGate>
{
    private readonly OutputGateForm form = form;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "output-gate",
        Name = "Gated output",
        Cite = new("Qiu et al.",
            "Gated Attention for Large Language Models: Non-linearity, Sparsity, and Attention-Sink-Free", 2025, "arXiv:2505.06708"),
        Formula = "oᵢ = σ(gᵢ) ⊙ Σⱼ aᵢⱼ vⱼ",
        Tex = @"o_i = \sigma(g_i) \odot \sum_j a_{ij} v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ChangesSums = true };

    /// <inheritdoc />
    public override bool IsPerChannel => form == OutputGateForm.SigmoidElement;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("gate", form == OutputGateForm.SigmoidElement ? "B H N Dv" : "B H N", RoleKind.Token, "how much of it goes on, of any size")];

    /// <inheritdoc />
    public override Tensor Apply(Inputs inputs, Tensor read)
    {
        var gate = form == OutputGateForm.SoftplusHead ? torch.nn.functional.softplus(inputs["gate"]) : inputs["gate"].sigmoid();
        return read * (IsPerChannel ? gate : gate.unsqueeze(-1));                          // (B, H, N, Dv)
    }
}

/// <summary>What an output gate acts on, and what brings its numbers into range.</summary>
public enum OutputGateForm
{
    /// <summary>A logistic function for each channel of a head.</summary>
    SigmoidElement,

    /// <summary>A logistic function for each head.</summary>
    SigmoidHead,

    /// <summary>log(1 + eˣ) for each head, which may be above 1.</summary>
    SoftplusHead,
}
