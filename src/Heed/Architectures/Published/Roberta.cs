namespace Heed.Architectures;

/// <summary>How RoBERTa attends.</summary>
public sealed class Roberta : Architecture
{
    /// <inheritdoc />
    public override string Id => "roberta";

    /// <inheritdoc />
    public override string Name => "RoBERTa";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Liu et al.",
        "RoBERTa: A Robustly Optimized BERT Pretraining Approach", 2019, "arXiv:1907.11692");

    /// <inheritdoc />
    public override string Summary => "The attention of BERT, trained in another way.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(12, "scaled-dot-product", 12, 64) { Place = "encoder" }]),
        new("large", 1024, [new(24, "scaled-dot-product", 16, 64) { Place = "encoder" }]),
    ];
}
