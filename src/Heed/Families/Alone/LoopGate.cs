namespace Heed.Alone;

/// <summary>On its second way through the same layers a token reads what the layer made of the text on the first way, and of what it makes
/// now only the latest; a gate of the query weighs the two.</summary>
/// <remarks>Causal by itself. Queries and keys are given as they meet, rotated if they are to be.</remarks>
/// <param name="window">How many keys of the second way a query reads, its own included.</param>
public sealed class LoopGate(long window = 3) : AloneMechanism, ICataloged<LoopGate>
{
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least the query's own key.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "loop-gate",
        Name = "Loop gate (IQuest-Coder)",
        Cite = new("IQuest", "IQuest-Coder, the looped model as its code computes it", 2026,
            "github.com/ml-explore/mlx-lm/blob/main/mlx_lm/models/iquestloopcoder.py"),
        Formula = "oᵢ = gᵢ Σ_{j≤i} softmaxⱼ(qᵢ·k¹ⱼ / √d) v¹ⱼ + (1 − gᵢ) Σ_{i−w<j≤i} softmaxⱼ(qᵢ·k²ⱼ / √d) v²ⱼ,  g = σ(w·q + b)",
        Tex = @"o_i = g_i \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k^1_j}{\sqrt d}\right) v^1_j + (1 - g_i) "
            + @"\sum_{i-w<j\le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k^2_j}{\sqrt d}\right) v^2_j,\quad g_i = \sigma(w \cdot q_i + b)",
        Cost = new("n²d", "nd", "2nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        MayBeNegative = true,
        IsLinearInValues = false,
        IgnoresKeyShift = true,
        Streams = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B H N Dk", RoleKind.Query, "what asks on the second way"),
        new("k1", "B G M Dk", RoleKind.Key, "what answers it of the first way"),
        new("v1", "B G M Dv", RoleKind.Value, "what is read of the first way"),
        new("k2", "B G M Dk", RoleKind.Key, "what answers it of the second way"),
        new("v2", "B G M Dv", RoleKind.Value, "what is read of the second way"),
        new("w", "H Dk", RoleKind.Parameter, "from the query to the gate"),
        new("b", "H", RoleKind.Parameter, "is added before the sigmoid") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var gate = (inputs.Q.matmul(inputs["w"].unsqueeze(-1)) + inputs["b"].view(-1, 1, 1)).sigmoid();        // (B, H, N, 1)
        inputs.Trace?.Record("gate", gate.squeeze(-1));
        var first = Read("k1", "v1", inputs.Places.NotLater());
        var second = Read("k2", "v2", inputs.Places.Latest(window));
        return (gate * first) + ((1 - gate) * second);

        Tensor Read(string k, string v, Tensor pattern)
        {
            var visible = Hidden.Join(inputs.Mask.Visible(), pattern);
            var keys = inputs.Share(Hidden.Erase(inputs[k], inputs, visible));
            var weights = Reading.Weights(inputs, inputs.Q, keys, 1 / Math.Sqrt(inputs.WidthK), visible);
            return Hidden.Read(weights, inputs.Share(inputs[v]), visible);                 // (B, H, N, Dv)
        }
    }
}
