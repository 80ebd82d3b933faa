namespace Heed.Pairwise.Policies;

/// <summary>A cache of limited size that holds on to the keys which the latest token read most, and forgets all others for good.</summary>
/// <remarks>
/// What heads read is averaged, and all of them hold the same keys. The latest key has no privilege: when its own token hardly reads it, it
/// is gone at once. Of equal weights the earlier key stays.
/// </remarks>
/// <param name="budget">How many keys are held.</param>
/// <param name="prefill">How many tokens are read in one pass, all of one another's past, before they come one by one.</param>
public sealed class Tova(long budget = 4, long prefill = 1) : CachePolicy(prefill), ICataloged<Tova>
{
    private readonly long budget = budget >= 1 ? budget
        : throw new ArgumentOutOfRangeException(nameof(budget), budget, "At least one key is held.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "tova",
        Name = "Token omission via attention (TOVA)",
        Cite = new("Oren et al.", "Transformers are Multi-State RNNs", 2024, "arXiv:2401.06104"),
        Formula = "oₜ = Σ_{j∈Sₜ} softmaxⱼ(qₜ·kⱼ / √d) vⱼ,  Sₜ₊₁ = top_b of Σₕ aʰₜⱼ ∪ {t+1}",
        Tex = @"o_t = \sum_{j \in S_t} \mathrm{softmax}_j\left(\frac{q_t \cdot k_j}{\sqrt d}\right) v_j,\quad S_{t+1} = "
            + @"\mathrm{top}_b \textstyle\sum_h a^h_{tj} \cup \{t+1\}",
        Cost = new("nbd", "bd", "bd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => base.Facts with { MixesHeads = true };

    /// <inheritdoc />
    public override bool Remembers => false;

    /// <inheritdoc />
    public override long Budget => budget;

    /// <inheritdoc />
    public override Tensor Keep(Tensor held, Tensor weights, ref Tensor? memory)
    {
        var latest = weights.select(2, -1).mean([1], keepdim: true).expand(held.shape);    // (B, H, M), the same for all heads
        var rank = latest.Filled(held.logical_not(), double.NegativeInfinity).sort(-1, descending: true, stable: true).Indices.argsort(-1);
        return held.logical_and(rank.lt(budget));
    }

    /// <summary>Heads hold the same keys, so one line for each text.</summary>
    /// <inheritdoc />
    public override Tensor Report(Tensor held) => base.Report(held.narrow(1, 0, 1));
}
