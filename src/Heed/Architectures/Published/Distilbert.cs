namespace Heed.Architectures;

/// <summary>How DistilBERT attends.</summary>
public sealed class Distilbert : Architecture
{
    /// <inheritdoc />
    public override string Id => "distilbert";

    /// <inheritdoc />
    public override string Name => "DistilBERT";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Sanh et al.",
        "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter", 2019, "arXiv:1910.01108");

    /// <inheritdoc />
    public override string Summary => "The attention of BERT in half as many layers.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(6, "scaled-dot-product", 12, 64) { Place = "encoder" }]),
    ];
}
