namespace Heed.Architectures;

/// <summary>How Gemma attends.</summary>
public sealed class Gemma : Architecture
{
    /// <inheritdoc />
    public override string Id => "gemma";

    /// <inheritdoc />
    public override string Name => "Gemma";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Gemma Team",
        "Gemma: Open Models Based on Gemini Research and Technology", 2024, "arXiv:2403.08295");

    /// <inheritdoc />
    public override string Summary => "Heads of width 256; in the small model all share one head of keys and values.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("2b", 2048, [new(18, "rope + multi-query + causal", 8, 256)]),
        new("7b", 3072, [new(28, "rope + causal", 16, 256)]),
    ];
}
