namespace Heed.Alone;

/// <summary>In a stack of layers some have an indexer that chooses few tokens for each query, and the layers after them read the same
/// tokens.</summary>
/// <remarks>
/// Causal by itself. Each layer reads with queries, keys and values of its own; here none feeds the next. The rule of choosing is that of
/// <c>dsa-indexer</c>, without rotation: tokens that tie with the last one chosen are chosen too, and the choice has no gradient.
/// </remarks>
/// <param name="topK">How many tokens a query reads.</param>
/// <param name="schedule">A letter for each layer: F has an indexer of its own, S shares what the last F before it chose.</param>
public sealed class SharedIndex(long topK = 2, string schedule = "FS") : AloneMechanism, ICataloged<SharedIndex>
{
    private readonly long topK = Checked.AtLeastOne(topK, nameof(topK));
    private readonly string schedule = schedule is ['F', ..] && schedule.All(c => c is 'F' or 'S') ? schedule
        : throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "Write F or S for each layer; the first is F.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "shared-index",
        Name = "Shared index (GLM)",
        Cite = new("Z.ai", "GLM-MoE-DSA, the model as its code computes it", 2026,
            "github.com/huggingface/transformers/blob/main/src/transformers/models/glm_moe_dsa/modular_glm_moe_dsa.py"),
        Formula = "oˡᵢ = Σ_{j∈S(i)} softmaxⱼ(qˡᵢ·kˡⱼ / √d) vˡⱼ,  S(i) = top_k of the indexer of the last layer F up to l",
        Tex = @"o^l_i = \sum_{j \in S^{f(l)}_i} \mathrm{softmax}_j\left(\frac{q^l_i \cdot k^l_j}{\sqrt d}\right) v^l_j,\quad "
            + @"S^f_i = \mathrm{top}_{k,\, j \le i} \sum_a w^f_{ia}\, \mathrm{relu}\left(\frac{q^f_{ia} \cdot k^f_j}{\sqrt{d^I}}\right)",
        Cost = new("n²dᴵF/L + nkd", "n²", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, SumsToOne = true, MayBeNegative = true, IgnoresKeyShift = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "L B H N Dk", RoleKind.Query, "what asks in each layer"),
        new("k", "L B G M Dk", RoleKind.Key, "what answers in each layer"),
        new("v", "L B G M Dv", RoleKind.Value, "what is read in each layer"),
        new("q_idx", "F B HI=2 N DI", RoleKind.Token, "what the heads of each indexer ask") { OnlyChooses = true },
        new("k_idx", "F B M DI", RoleKind.Token, "what answers them") { OnlyChooses = true },
        new("w_idx", "F B HI=2 N", RoleKind.Token, "what each of them counts") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "L B H N Dv";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) =>
        name switch { "L" => schedule.Length, "F" => schedule.Count(c => c == 'F'), _ => null };

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone) throw new NotSupportedException($"'{Name}' has masks of its layers' own, so a caller can hide nothing.");
        var (past, read, chosen) = (inputs.Places.NotLater(), new List<Tensor>(), new List<Tensor>());
        for (int layer = 0, index = -1; layer < schedule.Length; layer++)
        {
            chosen.Add(schedule[layer] == 'F' ? Choose(++index) : chosen[^1]);
            var (q, k) = (inputs["q"][layer], inputs.Share(inputs["k"][layer]));
            var weights = Reading.Weights(inputs, q, k, 1 / Math.Sqrt(inputs.WidthK), chosen[^1]);
            read.Add(weights.matmul(inputs.Share(inputs["v"][layer])));
        }

        inputs.Trace?.Record("mask", torch.stack([.. chosen.Select(c => c.squeeze(1))]));
        return torch.stack([.. read]);

        Tensor Choose(int index)
        {
            var (q, k) = (inputs["q_idx"][index], inputs["k_idx"][index].unsqueeze(1));
            var marks = (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1])).relu();    // (B, HI, N, M)
            marks = (inputs["w_idx"][index].unsqueeze(-1) * marks).sum(1, true).detach();  // (B, 1, N, M)
            return Chosen.Best(marks, past.expand(marks.shape), topK);
        }
    }
}
