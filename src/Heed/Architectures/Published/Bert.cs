namespace Heed.Architectures;

/// <summary>How BERT attends.</summary>
public sealed class Bert : Architecture
{
    /// <inheritdoc />
    public override string Id => "bert";

    /// <inheritdoc />
    public override string Name => "BERT";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Devlin et al.",
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", 2018, "arXiv:1810.04805");

    /// <inheritdoc />
    public override string Summary =>
        "Every token looks at all others, on both sides. A learned vector for each position is added to the embeddings.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(12, "scaled-dot-product", 12, 64) { Place = "encoder" }]),
        new("large", 1024, [new(24, "scaled-dot-product", 16, 64) { Place = "encoder" }]),
    ];
}
