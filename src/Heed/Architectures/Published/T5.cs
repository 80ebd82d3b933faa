namespace Heed.Architectures;

/// <summary>How T5 attends.</summary>
public sealed class T5 : Architecture
{
    private const string Encoder = "scaled-dot-product(scale=1) + t5-relative-bias";
    private const string Decoder = "scaled-dot-product(scale=1) + t5-relative-bias(bidirectional=false) + causal";

    /// <inheritdoc />
    public override string Id => "t5";

    /// <inheritdoc />
    public override string Name => "T5";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Raffel et al.",
        "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2019, "arXiv:1910.10683");

    /// <inheritdoc />
    public override string Summary =>
        "Scores are not divided by the root of the width; a learned number for the distance is added. All layers share the "
        + "numbers of the first.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("small", 512,
        [
            new(6, Encoder, 8, 64) { Place = "encoder" },
            new(6, Decoder, 8, 64) { Place = "decoder" },
            new(6, "scaled-dot-product(scale=1)", 8, 64) { Place = "cross" },
        ]),
        new("base", 768,
        [
            new(12, Encoder, 12, 64) { Place = "encoder" },
            new(12, Decoder, 12, 64) { Place = "decoder" },
            new(12, "scaled-dot-product(scale=1)", 12, 64) { Place = "cross" },
        ]),
        new("large", 1024,
        [
            new(24, Encoder, 16, 64) { Place = "encoder" },
            new(24, Decoder, 16, 64) { Place = "decoder" },
            new(24, "scaled-dot-product(scale=1)", 16, 64) { Place = "cross" },
        ]),
        new("3b", 1024,
        [
            new(24, Encoder, 32, 128) { Place = "encoder" },
            new(24, Decoder, 32, 128) { Place = "decoder" },
            new(24, "scaled-dot-product(scale=1)", 32, 128) { Place = "cross" },
        ]),
        new("11b", 1024,
        [
            new(24, Encoder, 128, 128) { Place = "encoder" },
            new(24, Decoder, 128, 128) { Place = "decoder" },
            new(24, "scaled-dot-product(scale=1)", 128, 128) { Place = "cross" },
        ]),
    ];
}
