namespace Heed.Scan;

/// <summary>Every channel averages the values, weighed by the exponentials of their keys alone; queries only gate the result.</summary>
/// <remarks>The sums are kept divided by e to the largest key so far, so that large keys do not overflow.</remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class AftSimple(bool causal = true) : ScanMechanism, ICataloged<AftSimple>
{
    private const string Mass = "log_mass";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "aft-simple",
        Name = "Attention-free transformer (simple)",
        Cite = new("Zhai et al.", "An Attention Free Transformer", 2021, "arXiv:2105.14103"),
        Formula = "oᵢ = σ(qᵢ) ⊙ Σⱼ≤ᵢ e^{kⱼ}⊙vⱼ / Σⱼ≤ᵢ e^{kⱼ}",
        Tex = @"o_i = \sigma(q_i) \odot \frac{\sum_{j \le i} e^{k_j} \odot v_j}{\sum_{j \le i} e^{k_j}}",
        Cost = new("nd", "nd", "2d"),
    };

    /// <inheritdoc />
    public override Facts Facts =>
        new() { IsCausal = causal, IsOrdered = causal, Streams = causal, IgnoresKeyShift = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B N C", RoleKind.Query, "how much of the result each channel lets through, before the sigmoid"),
        new("k", "B N C", RoleKind.Key, "the logarithm of how much a token weighs"),
        new("v", "B N C", RoleKind.Value, "what is read"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => causal ? [new("mean", "B 1 C"), new(Mass, "B 1 C")] : [];

    /// <inheritdoc />
    public override string? NoSteps => causal ? null : $"'{Name}' reads the whole text at once, so it cannot go token by token";

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start[Mass] = torch.full_like(start[Mass], double.NegativeInfinity);
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (causal) return base.Compute(inputs);
        Check(inputs);
        return Finish(inputs, (inputs["k"].softmax(1) * inputs["v"]).sum(1, true));
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var mass = torch.logaddexp(state[Mass], inputs["k"]);                              // (B, 1, C)
        state["mean"] = ((state[Mass] - mass).exp() * state["mean"]) + ((inputs["k"] - mass).exp() * inputs["v"]);
        state[Mass] = mass;
        return state["mean"];
    }

    /// <inheritdoc />
    protected override Tensor Finish(Inputs inputs, Tensor read) => inputs["q"].sigmoid() * read;
}
