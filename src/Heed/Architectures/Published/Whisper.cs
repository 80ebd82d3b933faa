namespace Heed.Architectures;

/// <summary>How Whisper attends.</summary>
public sealed class Whisper : Architecture
{
    /// <inheritdoc />
    public override string Id => "whisper";

    /// <inheritdoc />
    public override string Name => "Whisper";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Radford et al.",
        "Robust Speech Recognition via Large-Scale Weak Supervision", 2022, "arXiv:2212.04356");

    /// <inheritdoc />
    public override string Summary =>
        "An encoder of sound and a decoder that writes what was said; positions are sines for sound and learned for text.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("tiny", 384,
        [
            new(4, "scaled-dot-product", 6, 64) { Place = "encoder" },
            new(4, "causal", 6, 64) { Place = "decoder" },
            new(4, "scaled-dot-product", 6, 64) { Place = "cross" },
        ]),
        new("base", 512,
        [
            new(6, "scaled-dot-product", 8, 64) { Place = "encoder" },
            new(6, "causal", 8, 64) { Place = "decoder" },
            new(6, "scaled-dot-product", 8, 64) { Place = "cross" },
        ]),
        new("small", 768,
        [
            new(12, "scaled-dot-product", 12, 64) { Place = "encoder" },
            new(12, "causal", 12, 64) { Place = "decoder" },
            new(12, "scaled-dot-product", 12, 64) { Place = "cross" },
        ]),
        new("medium", 1024,
        [
            new(24, "scaled-dot-product", 16, 64) { Place = "encoder" },
            new(24, "causal", 16, 64) { Place = "decoder" },
            new(24, "scaled-dot-product", 16, 64) { Place = "cross" },
        ]),
        new("large", 1280,
        [
            new(32, "scaled-dot-product", 20, 64) { Place = "encoder" },
            new(32, "causal", 20, 64) { Place = "decoder" },
            new(32, "scaled-dot-product", 20, 64) { Place = "cross" },
        ]),
    ];
}
