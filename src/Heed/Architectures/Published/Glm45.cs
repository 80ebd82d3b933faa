namespace Heed.Architectures;

/// <summary>How GLM-4.5 attends.</summary>
public sealed class Glm45 : Architecture
{
    /// <inheritdoc />
    public override string Id => "glm-4.5";

    /// <inheritdoc />
    public override string Name => "GLM-4.5";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("GLM-4.5 Team",
        "GLM-4.5: Agentic, Reasoning, and Coding (ARC) Foundation Models", 2025, "arXiv:2508.06471");

    /// <inheritdoc />
    public override string Summary =>
        "Half of each head is turned; many heads for their width. The larger model normalises queries and keys.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("air-106b", 4096, [new(46, "partial-rope(rotary_dim=64, base=1000000) + grouped-query(8) + causal", 96, 128)]),
        new("355b", 5120, [new(92, "qk-rms-norm + partial-rope(rotary_dim=64, base=1000000) + grouped-query(8) + causal", 96, 128)]),
    ];
}
