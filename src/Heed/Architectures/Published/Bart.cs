namespace Heed.Architectures;

/// <summary>How BART attends.</summary>
public sealed class Bart : Architecture
{
    /// <inheritdoc />
    public override string Id => "bart";

    /// <inheritdoc />
    public override string Name => "BART";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Lewis et al.",
        "BART: Denoising Sequence-to-Sequence Pre-training for Natural Language Generation, Translation, and Comprehension", 2019,
        "arXiv:1910.13461");

    /// <inheritdoc />
    public override string Summary =>
        "An encoder that looks to both sides and a decoder that looks back and at the source, with learned positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768,
        [
            new(6, "scaled-dot-product", 12, 64) { Place = "encoder" },
            new(6, "causal", 12, 64) { Place = "decoder" },
            new(6, "scaled-dot-product", 12, 64) { Place = "cross" },
        ]),
        new("large", 1024,
        [
            new(12, "scaled-dot-product", 16, 64) { Place = "encoder" },
            new(12, "causal", 16, 64) { Place = "decoder" },
            new(12, "scaled-dot-product", 16, 64) { Place = "cross" },
        ]),
    ];
}
