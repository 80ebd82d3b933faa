namespace Heed.Scan;

/// <summary>
/// Every channel is a weighted sum of its latest few tokens, with weights that were learned: what stands before most memories.
/// </summary>
/// <remarks>The last weight meets the current token. Before the first token there are zeros.</remarks>
/// <param name="kernel">How many tokens are read, the current one included.</param>
/// <param name="activation">What follows.</param>
/// <param name="residual">Whether the token itself is added at the end.</param>
public sealed class ShortConvolution(long kernel = 4, ConvolutionActivation activation = ConvolutionActivation.Silu, bool residual = false)
    : ScanMechanism, ICataloged<ShortConvolution>
{
    private readonly long kernel = kernel >= 1 ? kernel
        : throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "At least the current token is read.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "short-convolution",
        Name = "Short causal convolution",
        Cite = new("Gu and Dao", "Mamba: Linear-Time Sequence Modeling with Selective State Spaces", 2023, "arXiv:2312.00752"),
        Formula = "yₜ = silu(Σᵢ wᵢ⊙xₜ₋ᵢ + b),  i = 0 … K − 1",
        Tex = @"y_t = \mathrm{silu}\left(\sum_{i=0}^{K-1} w_i \odot x_{t-i} + b\right)",
        Cost = new("nkd", "nd", "(k−1)d"),
    };

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsCausal = true,
        IsOrdered = true,
        Streams = true,
        MayBeNegative = true,
        HidesKeys = false,
        IsLinearInValues = activation == ConvolutionActivation.None,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => field ??=
    [
        new("x", "B N C", RoleKind.Value, "what is read"),
        new("w", $"C {kernel}", RoleKind.Parameter, "how much of each of the latest tokens a channel reads, the oldest first"),
        new("b", "C", RoleKind.Parameter, "what is added") { Optional = true },
        new("initial_state", $"B {kernel - 1} C", RoleKind.State, "the tokens before the first, the oldest first") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => activation == ConvolutionActivation.None ? WeightKind.PerChannel : WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => [new("state", $"B {kernel - 1} C")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var latest = torch.cat([state["state"], inputs["x"]], 1);                          // (B, K, C)
        state["state"] = latest.narrow(1, 1, kernel - 1);
        var read = (latest * inputs["w"].t()).sum(1, true);                                // (B, 1, C)
        if (inputs.Signals.Find("b") is { } bias) read = read + bias;
        if (activation == ConvolutionActivation.Silu) read = torch.nn.functional.silu(read);
        return residual ? inputs["x"] + read : read;
    }
}
