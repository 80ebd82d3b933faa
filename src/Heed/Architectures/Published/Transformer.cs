namespace Heed.Architectures;

/// <summary>How The Transformer attends.</summary>
public sealed class Transformer : Architecture
{
    /// <inheritdoc />
    public override string Id => "transformer";

    /// <inheritdoc />
    public override string Name => "The Transformer";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762");

    /// <inheritdoc />
    public override string Summary =>
        "Every layer looks at the whole text with many heads; the decoder looks back only, and at the source. Sines of the "
        + "position are added to the embeddings.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 512,
        [
            new(6, "scaled-dot-product", 8, 64) { Place = "encoder" },
            new(6, "causal", 8, 64) { Place = "decoder" },
            new(6, "scaled-dot-product", 8, 64) { Place = "cross" },
        ]),
        new("big", 1024,
        [
            new(6, "scaled-dot-product", 16, 64) { Place = "encoder" },
            new(6, "causal", 16, 64) { Place = "decoder" },
            new(6, "scaled-dot-product", 16, 64) { Place = "cross" },
        ]),
    ];
}
