namespace Heed.Architectures;

/// <summary>How Mixtral attends.</summary>
public sealed class Mixtral : Architecture
{
    private const string Everything = "rope(base=1000000) + grouped-query(8) + causal";

    /// <inheritdoc />
    public override string Id => "mixtral";

    /// <inheritdoc />
    public override string Name => "Mixtral";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Jiang et al.", "Mixtral of Experts", 2024, "arXiv:2401.04088");

    /// <inheritdoc />
    public override string Summary => "The attention of Mistral without its window.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("8x7b", 4096, [new(32, Everything, 32, 128)]),
        new("8x22b", 6144, [new(56, Everything, 48, 128)]),
    ];
}
