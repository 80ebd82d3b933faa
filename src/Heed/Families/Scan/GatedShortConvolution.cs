namespace Heed.Scan;

/// <summary>A short convolution between two gates: one says what each token lets in, the other what it lets out.</summary>
/// <remarks>The gates are linear, without an activation. The maps before and after are left out.</remarks>
/// <param name="kernel">How many tokens are read, the current one included.</param>
public sealed class GatedShortConvolution(long kernel = 3) : ScanMechanism, ICataloged<GatedShortConvolution>
{
    private readonly long kernel = kernel >= 1 ? kernel
        : throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "At least the current token is read.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gated-short-convolution",
        Name = "Gated short convolution (LFM2)",
        Cite = new("Amini et al.", "LFM2 Technical Report", 2025, "arXiv:2511.23404"),
        Formula = "yₜ = cₜ ⊙ Σᵢ wᵢ⊙bₜ₋ᵢ⊙xₜ₋ᵢ,  i = 0 … K − 1",
        Tex = @"y_t = c_t \odot \sum_{i=0}^{K-1} w_i \odot b_{t-i} \odot x_{t-i}",
        Cost = new("nkd", "nd", "(k−1)d"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => field ??=
    [
        new("b", "B N C", RoleKind.Key, "what each channel lets in"),
        new("c", "B N C", RoleKind.Query, "what it lets out"),
        new("x", "B N C", RoleKind.Value, "what is read"),
        new("w", $"C {kernel}", RoleKind.Parameter, "how much of each of the latest tokens a channel reads, the oldest first"),
        new("b_conv", "C", RoleKind.Parameter, "what is added before it is let out") { Optional = true },
        new("initial_state", $"B {kernel - 1} C", RoleKind.State,
            "what was let in before the first token, the oldest first") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => [new("state", $"B {kernel - 1} C")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var latest = torch.cat([state["state"], inputs["b"] * inputs["x"]], 1);            // (B, K, C)
        state["state"] = latest.narrow(1, 1, kernel - 1);
        var read = (latest * inputs["w"].t()).sum(1, true);                                // (B, 1, C)
        if (inputs.Signals.Find("b_conv") is { } bias) read = read + bias;
        return inputs["c"] * read;
    }
}
