namespace Heed.Architectures;

/// <summary>How Qwen2 attends.</summary>
public sealed class Qwen2 : Architecture
{
    private const string Everything = "rope(base=1000000) + grouped-query(2) + causal";

    /// <inheritdoc />
    public override string Id => "qwen-2";

    /// <inheritdoc />
    public override string Name => "Qwen2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Yang et al.", "Qwen2 Technical Report", 2024, "arXiv:2407.10671");

    /// <inheritdoc />
    public override string Summary => "Few heads of keys and values. The maps to queries, keys and values have biases.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("0.5b", 896, [new(24, Everything, 14, 64)]),
        new("1.5b", 1536, [new(28, Everything, 12, 128)]),
        new("7b", 3584, [new(28, "rope(base=1000000) + grouped-query(4) + causal", 28, 128)]),
        new("72b", 8192, [new(80, "rope(base=1000000) + grouped-query(8) + causal", 64, 128)]),
    ];
}
