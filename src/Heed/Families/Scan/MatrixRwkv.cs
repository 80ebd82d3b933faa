namespace Heed.Scan;

/// <summary>
/// RWKV with a memory that is a matrix: each of its features fades, and a token is read with a bonus of its own before it is written.
/// </summary>
/// <remarks>Peng et al. 2024, arXiv:2404.05892. This is the mixing rule alone: its layers also shift tokens, normalise each head's output
/// and gate it.</remarks>
/// <param name="scale">What queries are multiplied by.</param>
/// <param name="decay">What says how much of each feature is kept.</param>
public abstract class MatrixRwkv(double scale, Role decay) : ScanMechanism
{
    /// <inheritdoc />
    public sealed override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue, decay,
        new("u", "H Dk", RoleKind.Parameter, "the bonus of the current token"),
        new("initial_state", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public sealed override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dv")];

    /// <summary>What is kept of each row of the memory, broadcast to (B, H, Dk, 1).</summary>
    private protected abstract Tensor Kept(Inputs inputs);

    /// <inheritdoc />
    protected sealed override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var before = state["state"];                                                       // (B, H, D, Dv)
        var written = inputs.Share(inputs.K).transpose(-2, -1) * inputs.Share(inputs.V);
        state["state"] = (Kept(inputs) * before) + written;
        return (scale * inputs.Q).matmul(before + (inputs["u"].unsqueeze(-1) * written));
    }
}
