namespace Heed.Architectures;

/// <summary>How ALBERT attends.</summary>
public sealed class Albert : Architecture
{
    /// <inheritdoc />
    public override string Id => "albert";

    /// <inheritdoc />
    public override string Name => "ALBERT";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Lan et al.",
        "ALBERT: A Lite BERT for Self-supervised Learning of Language Representations", 2019, "arXiv:1909.11942");

    /// <inheritdoc />
    public override string Summary => "The attention of BERT; all layers have the same weights.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(12, "scaled-dot-product", 12, 64) { Place = "encoder" }]),
        new("large", 1024, [new(24, "scaled-dot-product", 16, 64) { Place = "encoder" }]),
        new("xlarge", 2048, [new(24, "scaled-dot-product", 16, 128) { Place = "encoder" }]),
        new("xxlarge", 4096, [new(12, "scaled-dot-product", 64, 64) { Place = "encoder" }]),
    ];
}
