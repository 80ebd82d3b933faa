using Heed.Pairwise.Preparing;

namespace Heed.Pairwise.Patterns;

/// <summary>A small second attention, the indexer, gives every earlier token a mark, and a query reads those few tokens that it marks
/// highest.</summary>
/// <remarks>
/// Causal by itself. Tokens that tie with the last one chosen are chosen too; those that the caller hides are not marked. The choice has no
/// gradient: indexers are trained to mark as full attention would weigh.
/// </remarks>
/// <param name="topK">How many tokens a query reads.</param>
/// <param name="rotaryDim">How many first features of the indexer are rotated by place; 0 means none.</param>
/// <param name="pairing">Which of them make a pair.</param>
/// <param name="base">As of <c>rope</c>.</param>
public sealed class DsaIndexer(long topK = 2, long rotaryDim = 0, RopePairing pairing = RopePairing.Halves, double @base = 10000)
    : Pattern, ICataloged<DsaIndexer>
{
    private readonly PartTurn turn = new(rotaryDim, RotaryPart.First, @base, pairing);
    private readonly long topK = topK >= 1 ? topK
        : throw new ArgumentOutOfRangeException(nameof(topK), topK, "A query reads at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "dsa-indexer",
        Name = "DeepSeek sparse attention (lightning indexer)",
        Cite = new("DeepSeek-AI", "DeepSeek-V3.2: Pushing the Frontier of Open Large Language Models", 2025, "arXiv:2512.02556"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ∈ top_k over j ≤ i of Σₐ wᵢₐ relu(qᴵᵢₐ·kᴵⱼ / √dᴵ)",
        Tex = @"o_i = \sum_{j \in S_i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad S_i = "
            + @"\mathrm{top}_{k, j \le i} \sum_a w_{ia}\, \mathrm{relu}\left(\frac{q^I_{ia} \cdot k^I_j}{\sqrt{d^I}}\right)",
        Cost = new("n²dᴵ + nkd", "n²", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override bool ChoosesFreely => true;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("q_idx", "B HI=2 N DI", RoleKind.Token, "what the indexer's heads ask") { OnlyChooses = true },
        new("k_idx", "B M DI", RoleKind.Token, "what answers them") { OnlyChooses = true },
        new("w_idx", "B HI=2 N", RoleKind.Token, "what each of them counts") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var q = turn.Turned(inputs["q_idx"], inputs.Places.Queries);
        var k = turn.Turned(inputs["k_idx"], inputs.Places.Keys).unsqueeze(1);
        var marks = (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1])).relu();       // (B, HI, N, M)
        marks = (inputs["w_idx"].unsqueeze(-1) * marks).sum(1, true).detach();             // (B, 1, N, M)
        return Chosen.Best(marks, Hidden.Join(inputs.Mask.Visible(), new Causal().Visible(inputs.Places))!, topK);
    }
}
