namespace Heed.Architectures;

/// <summary>How MiniMax-01 attends.</summary>
public sealed class Minimax01 : Architecture
{
    /// <inheritdoc />
    public override string Id => "minimax-01";

    /// <inheritdoc />
    public override string Name => "MiniMax-01";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("MiniMax",
        "MiniMax-01: Scaling Foundation Models with Lightning Attention", 2025, "arXiv:2501.08313");

    /// <inheritdoc />
    public override string Summary =>
        "Seven layers keep a memory of fixed size (Lightning Attention), the eighth attends to everything.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("456b", 6144,
        [
            new(70, "lightning", 64, 128),
            new(10, "partial-rope(rotary_dim=64, base=10000000) + grouped-query(8) + causal", 64, 128),
        ]),
    ];
}
