namespace Heed.Architectures;

/// <summary>How Qwen2.5 attends.</summary>
public sealed class Qwen25 : Architecture
{
    private const string Everything = "rope(base=1000000) + grouped-query(2) + causal";

    /// <inheritdoc />
    public override string Id => "qwen-2.5";

    /// <inheritdoc />
    public override string Name => "Qwen2.5";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Yang et al.", "Qwen2.5 Technical Report", 2024, "arXiv:2412.15115");

    /// <inheritdoc />
    public override string Summary => "The attention of Qwen2.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("0.5b", 896, [new(24, Everything, 14, 64)]),
        new("1.5b", 1536, [new(28, Everything, 12, 128)]),
        new("3b", 2048, [new(36, Everything, 16, 128)]),
        new("7b", 3584, [new(28, "rope(base=1000000) + grouped-query(4) + causal", 28, 128)]),
        new("14b", 5120, [new(48, "rope(base=1000000) + grouped-query(8) + causal", 40, 128)]),
        new("32b", 5120, [new(64, "rope(base=1000000) + grouped-query(8) + causal", 40, 128)]),
        new("72b", 8192, [new(80, "rope(base=1000000) + grouped-query(8) + causal", 64, 128)]),
    ];
}
