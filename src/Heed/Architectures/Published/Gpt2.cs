namespace Heed.Architectures;

/// <summary>How GPT-2 attends.</summary>
public sealed class Gpt2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "gpt-2";

    /// <inheritdoc />
    public override string Name => "GPT-2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Radford et al.",
        "Language Models are Unsupervised Multitask Learners", 2019,
        "cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf");

    /// <inheritdoc />
    public override string Summary =>
        "Every token looks at all before it. A learned vector for each position is added to the embeddings.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("124m", 768, [new(12, "causal", 12, 64)]),
        new("355m", 1024, [new(24, "causal", 16, 64)]),
        new("774m", 1280, [new(36, "causal", 20, 64)]),
        new("1.5b", 1600, [new(48, "causal", 25, 64)]),
    ];
}
