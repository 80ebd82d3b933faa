namespace Heed.Architectures;

/// <summary>How Falcon attends.</summary>
public sealed class Falcon : Architecture
{
    /// <inheritdoc />
    public override string Id => "falcon";

    /// <inheritdoc />
    public override string Name => "Falcon";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Almazrouei et al.",
        "The Falcon Series of Open Language Models", 2023, "arXiv:2311.16867");

    /// <inheritdoc />
    public override string Summary => "Few heads of keys and values: one in the smallest, eight in the others.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4544, [new(32, "rope + multi-query + causal", 71, 64)]),
        new("40b", 8192, [new(60, "rope + grouped-query(8) + causal", 128, 64)]),
        new("180b", 14848, [new(80, "rope + grouped-query(8) + causal", 232, 64)]),
    ];
}
