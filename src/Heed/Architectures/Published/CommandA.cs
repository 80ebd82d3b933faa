namespace Heed.Architectures;

/// <summary>How Command A attends.</summary>
public sealed class CommandA : Architecture
{
    /// <inheritdoc />
    public override string Id => "command-a";

    /// <inheritdoc />
    public override string Name => "Command A";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Team Cohere",
        "Command A: An Enterprise-Ready Large Language Model", 2025, "arXiv:2504.00698");

    /// <inheritdoc />
    public override string Summary => "Three layers look 4,096 tokens back, the fourth at everything and knows no positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("111b", 12288,
        [
            new(48, "rope(base=50000, pairing=adjacent) + grouped-query(8) + sliding-window(4096)", 96, 128),
            new(16, "grouped-query(8) + causal", 96, 128),
        ]),
    ];
}
