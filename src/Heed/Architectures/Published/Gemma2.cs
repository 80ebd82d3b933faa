namespace Heed.Architectures;

/// <summary>How Gemma 2 attends.</summary>
public sealed class Gemma2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "gemma-2";

    /// <inheritdoc />
    public override string Name => "Gemma 2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Gemma Team",
        "Gemma 2: Improving Open Language Models at a Practical Size", 2024, "arXiv:2408.00118");

    /// <inheritdoc />
    public override string Summary =>
        "Layers that look 4,096 tokens back and layers that look at everything take turns; no score exceeds 50.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("2b", 2304,
        [
            new(13, "soft-cap(50) + rope + grouped-query(4) + sliding-window(4096)", 8, 256),
            new(13, "soft-cap(50) + rope + grouped-query(4) + causal", 8, 256),
        ]),
        new("9b", 3584,
        [
            new(21, "soft-cap(50) + rope + grouped-query(8) + sliding-window(4096)", 16, 256),
            new(21, "soft-cap(50) + rope + grouped-query(8) + causal", 16, 256),
        ]),
        new("27b", 4608,
        [
            new(23, "scaled-dot-product(0.083333333333333333) + soft-cap(50) + rope + grouped-query(16) "
                + "+ sliding-window(4096)", 32, 128),
            new(23, "scaled-dot-product(0.083333333333333333) + soft-cap(50) + rope + grouped-query(16) + causal", 32, 128),
        ]),
    ];
}
