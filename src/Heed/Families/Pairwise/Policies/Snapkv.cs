namespace Heed.Pairwise.Policies;

/// <summary>When a prompt has been read, its last tokens say which of its keys are worth keeping; whatever comes after is kept.</summary>
/// <remarks>
/// What the last tokens read of a key is smoothed along the text, so that whole passages stay; keys beside the edges count zeros there. A
/// prompt that fits is kept whole. Of equal sums the earlier key stays.
/// </remarks>
/// <param name="budget">How many keys of the prompt each head keeps, those of the last tokens included.</param>
/// <param name="window">How many last tokens say which.</param>
/// <param name="kernel">Over how many keys is smoothed: an odd number.</param>
/// <param name="pooling">How is smoothed.</param>
/// <param name="prefill">Tokens of the prompt, which are read in one pass.</param>
public sealed class Snapkv(long budget = 4, long window = 2, long kernel = 3, SnapkvPooling pooling = SnapkvPooling.Avg, long prefill = 6)
    : CachePolicy(prefill), ICataloged<Snapkv>
{
    private readonly long prompt = prefill;
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "At least one token says what is kept.");
    private readonly long budget = budget > window ? budget
        : throw new ArgumentOutOfRangeException(nameof(budget), budget, "More keys are kept than those of the window.");
    private readonly long kernel = kernel >= 1 && kernel % 2 == 1 ? kernel
        : throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "It is smoothed over an odd number of keys.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "snapkv",
        Name = "SnapKV",
        Cite = new("Li et al.", "SnapKV: LLM Knows What You are Looking for Before Generation", 2024, "arXiv:2404.14469"),
        Formula = "keep = last w of the prompt ∪ top_{b−w} of pool(Σ_{i in last w} aᵢⱼ)",
        Tex = @"S = \mathrm{last}_w \cup \mathrm{top}_{b-w}\, \mathrm{pool}\left(\textstyle\sum_{i \in \mathrm{last}_w} a_{ij}\right)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool Remembers => false;

    /// <summary>What comes after the prompt is kept, however long it is.</summary>
    /// <inheritdoc />
    public override long Budget => int.MaxValue;

    /// <inheritdoc />
    public override Tensor Keep(Tensor held, Tensor weights, ref Tensor? memory)
    {
        var (passed, before) = (weights.shape[2], prompt - window);
        if (passed < prompt || passed <= budget) return held;                              // not the prompt, or one that fits
        var sums = weights.narrow(2, before, window).narrow(3, 0, before).sum(2);          // (B, H, before)
        var merit = pooling == SnapkvPooling.Avg
            ? torch.nn.functional.avg_pool1d(sums, kernel, 1, kernel / 2) : torch.nn.functional.max_pool1d(sums, kernel, 1, kernel / 2);
        var kept = merit.sort(-1, descending: true, stable: true).Indices.argsort(-1).lt(budget - window);
        return torch.cat([kept, held.narrow(2, before, held.shape[2] - before)], 2);
    }

    /// <summary>The keys of the prompt before its last tokens, for each text and head.</summary>
    /// <inheritdoc />
    public override Tensor Report(Tensor held)
    {
        var ofPrompt = held.narrow(2, 0, Math.Max(0, Math.Min(prompt, held.shape[2]) - window));
        return base.Report(ofPrompt).unflatten(0, [held.shape[0], held.shape[1]]);
    }
}

/// <summary>How what was read of keys is smoothed along the text.</summary>
public enum SnapkvPooling
{
    /// <summary>By the mean, zeros beyond the edges counted.</summary>
    Avg,

    /// <summary>By the largest.</summary>
    Max,
}
