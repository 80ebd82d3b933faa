namespace Heed.Scan;

/// <summary>The delta rule several times for each token, one key and value after the other; the memory may fade before the first.</summary>
public abstract class HouseholderProduct : ScanMechanism
{
    private readonly Role[] roles;
    private readonly double? scale;

    private protected HouseholderProduct(long numHouseholder, double? scale, params IEnumerable<Role> gates)
    {
        if (numHouseholder < 1)
            throw new ArgumentOutOfRangeException(nameof(numHouseholder), numHouseholder, "A token writes at least once.");
        var tokens = numHouseholder == 1 ? "M" : $"{numHouseholder}M";
        this.scale = scale;
        roles =
        [
            new("q", "B H N Dk", RoleKind.Query, "what asks"),
            new("k", $"B G {tokens} Dk", RoleKind.Key, "under what each write of a token is made") { Range = RoleRange.UnitVector },
            new("v", $"B G {tokens} Dv", RoleKind.Value, "what each writes"),
            new("beta", $"B H {tokens}", RoleKind.Token, "how strongly each is written") { Range = RoleRange.UpToTwo },
            .. gates,
            new("initial_state", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
        ];
    }

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => roles;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dv")];

    /// <summary>What is left of the memory when a token arrives, before it writes.</summary>
    /// <param name="inputs">The inputs of the token.</param>
    /// <param name="memory">(B, H, Dk, Dv).</param>
    private protected virtual Tensor Faded(Inputs inputs, Tensor memory) => memory;

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var (k, v, beta) = (inputs.Share(inputs.K), inputs.Share(inputs.V), inputs["beta"].unsqueeze(-1));     // (B, H, n, ·)
        var memory = Faded(inputs, state["state"]);
        for (var write = 0; write < k.shape[2]; write++)
        {
            var key = k.narrow(2, write, 1);                                               // (B, H, 1, Dk)
            var missing = v.narrow(2, write, 1) - key.matmul(memory);
            memory = memory + (key.transpose(-2, -1) * (beta.narrow(2, write, 1) * missing));
        }

        state["state"] = memory;
        return (inputs.Q * (scale ?? 1 / Math.Sqrt(inputs.WidthK))).matmul(memory);
    }
}
