namespace Heed.Architectures;

/// <summary>How MPT attends.</summary>
public sealed class Mpt : Architecture
{
    /// <inheritdoc />
    public override string Id => "mpt";

    /// <inheritdoc />
    public override string Name => "MPT";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("MosaicML NLP Team",
        "Introducing MPT-7B: A New Standard for Open-Source, Commercially Usable LLMs", 2023, "www.databricks.com/blog/mpt-7b");

    /// <inheritdoc />
    public override string Summary => "The distance lowers the score, by another slope in each head; there are no other positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4096, [new(32, "alibi + causal", 32, 128)]),
        new("30b", 7168, [new(48, "alibi + causal", 64, 112)]),
    ];
}
