namespace Heed.Scan;

/// <summary>Every channel is a running sum that fades as much as the token says.</summary>
/// <remarks>
/// What is read comes already multiplied by 1 − αₜ, as much as is forgotten, and as a real number: the paper's is complex and turns.
/// </remarks>
public sealed class Hgrn : ScanMechanism, ICataloged<Hgrn>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "hgrn",
        Name = "HGRN",
        Cite = new("Qin, Yang and Zhong", "Hierarchically Gated Recurrent Neural Network for Sequence Modeling", 2023, "arXiv:2311.04823"),
        Formula = "oₜ = αₜ⊙oₜ₋₁ + xₜ",
        Tex = @"o_t = \alpha_t \odot o_{t-1} + x_t",
        Cost = new("nd", "nd", "d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, Streams = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("x", "B N C", RoleKind.Value, "what is read"),
        new("log_decay", "B N C", RoleKind.Token, "the logarithm of what each channel keeps") { Range = RoleRange.Negative },
        new("initial_state", "B C", RoleKind.State, "the sums before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B C")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        state["state"] = (inputs["log_decay"].squeeze(1).exp() * state["state"]) + inputs["x"].squeeze(1);
        return state["state"].unsqueeze(1);
    }
}
