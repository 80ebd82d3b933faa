namespace Heed.Scan;

/// <summary>
/// Every channel is a running mean of what it lets in; two gates of the token say how much is let in and how fast the rest fades.
/// </summary>
/// <remarks>
/// Gates mix the channels of one block only. The first token of a text has nothing to fade, so it is written whole: as the authors' models
/// do, though not their formula. The convolution before and the branch beside it are left out.
/// </remarks>
/// <param name="heads">Into how many blocks the channels are cut.</param>
/// <param name="c">How much faster than the learned rate a channel may fade.</param>
public sealed class RgLru(long heads = 1, double c = 8) : ScanMechanism, ICataloged<RgLru>
{
    private readonly long heads = heads >= 1 ? heads
        : throw new ArgumentOutOfRangeException(nameof(heads), heads, "At least one block is needed.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rg-lru",
        Name = "RG-LRU (Griffin)",
        Cite = new("De et al.",
            "Griffin: Mixing Gated Linear Recurrences with Local Attention for Efficient Language Models", 2024, "arXiv:2402.19427"),
        Formula = "hₜ = aₜ⊙hₜ₋₁ + √(1 − aₜ²)⊙σ(Wₓxₜ + bₓ)⊙xₜ,  log aₜ = −c σ(Wₐxₜ + bₐ)⊙log(1 + e^λ)",
        Tex = @"h_t = a_t \odot h_{t-1} + \sqrt{1 - a_t^2} \odot \sigma(W_x x_t + b_x) \odot x_t,\quad "
            + @"\log a_t = -c\, \sigma(W_a x_t + b_a) \odot \log(1 + e^\lambda)",
        Cost = new("nd²", "nd", "d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, Streams = true, MayBeNegative = true, HidesKeys = false, IsLinearInValues = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => field ??=
    [
        new("x", "B N C", RoleKind.Value, "what is read, and what the gates go by"),
        new("w_a", $"{heads} W W", RoleKind.Parameter, "how the gate of fading mixes the channels of a block, (block, out, in)"),
        new("b_a", $"{heads} W", RoleKind.Parameter, "what is added to it") { Start = RoleStart.Zero },
        new("w_x", $"{heads} W W", RoleKind.Parameter, "how the gate of entry mixes them"),
        new("b_x", $"{heads} W", RoleKind.Parameter, "what is added to it") { Start = RoleStart.Zero },
        new("lam", "C", RoleKind.Parameter, "how fast a channel fades, before log(1 + eˣ)"),
        new("initial_state", "B C", RoleKind.State, "the channels before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B C"), new("begun", "B 1")];

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "W" && sizes.Find("C") is { } channels
        ? channels % heads == 0 ? channels / heads
            : throw new ArgumentException($"{channels} channels cannot be cut into {heads} blocks of equal width.", "x")
        : null;

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var x = inputs["x"].squeeze(1);                                                    // (B, C)
        var fade = -c * Gate("w_a", "b_a") * torch.nn.functional.softplus(inputs["lam"]);
        var first = state["begun"].eq(0);
        if (inputs.Signals.Find("initial_state") is not null) first = torch.zeros_like(first);
        var share = torch.where(first, torch.ones_like(fade), (-(2 * fade).expm1()).sqrt());
        state["state"] = (fade.exp() * state["state"]) + (share * Gate("w_x", "b_x") * x);
        state["begun"] = torch.ones_like(state["begun"]);
        return state["state"].unsqueeze(1);

        Tensor Gate(string weights, string bias) =>
            (torch.einsum("bhi,hoi->bho", x.unflatten(1, heads, -1), inputs[weights]) + inputs[bias]).flatten(1).sigmoid();
    }
}
