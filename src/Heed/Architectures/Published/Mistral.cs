namespace Heed.Architectures;

/// <summary>How Mistral 7B attends.</summary>
public sealed class Mistral : Architecture
{
    /// <inheritdoc />
    public override string Id => "mistral";

    /// <inheritdoc />
    public override string Name => "Mistral 7B";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Jiang et al.", "Mistral 7B", 2023, "arXiv:2310.06825");

    /// <inheritdoc />
    public override string Summary => "Every layer looks 4,096 tokens back, and eight heads have keys and values of their own.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4096, [new(32, "rope + grouped-query(8) + sliding-window(4096)", 32, 128)]),
    ];
}
