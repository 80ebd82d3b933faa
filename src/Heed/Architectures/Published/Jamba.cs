namespace Heed.Architectures;

/// <summary>How Jamba attends.</summary>
public sealed class Jamba : Architecture
{
    /// <inheritdoc />
    public override string Id => "jamba";

    /// <inheritdoc />
    public override string Name => "Jamba";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Lieber et al.",
        "Jamba: A Hybrid Transformer-Mamba Language Model", 2024, "arXiv:2403.19887");

    /// <inheritdoc />
    public override string Summary =>
        "One layer of eight attends to everything and knows no positions; the others are Mamba, after a short convolution.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("52b", 4096, [new(4, "grouped-query(8) + causal", 32, 128), new(28, "mamba-s6", 1, 8192)]),
    ];
}
