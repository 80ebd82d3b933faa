namespace Heed.Architectures;

/// <summary>How BLOOM attends.</summary>
public sealed class Bloom : Architecture
{
    /// <inheritdoc />
    public override string Id => "bloom";

    /// <inheritdoc />
    public override string Name => "BLOOM";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("BigScience Workshop",
        "BLOOM: A 176B-Parameter Open-Access Multilingual Language Model", 2022, "arXiv:2211.05100");

    /// <inheritdoc />
    public override string Summary => "The distance lowers the score, by another slope in each head; there are no other positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("560m", 1024, [new(24, "alibi + causal", 16, 64)]),
        new("1.1b", 1536, [new(24, "alibi + causal", 16, 96)]),
        new("1.7b", 2048, [new(24, "alibi + causal", 16, 128)]),
        new("3b", 2560, [new(30, "alibi + causal", 32, 80)]),
        new("7.1b", 4096, [new(30, "alibi + causal", 32, 128)]),
        new("176b", 14336, [new(70, "alibi + causal", 112, 128)]),
    ];
}
