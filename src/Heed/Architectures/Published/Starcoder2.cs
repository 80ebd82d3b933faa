namespace Heed.Architectures;

/// <summary>How StarCoder 2 attends.</summary>
public sealed class Starcoder2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "starcoder-2";

    /// <inheritdoc />
    public override string Name => "StarCoder 2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Lozhkov et al.",
        "StarCoder 2 and The Stack v2: The Next Generation", 2024, "arXiv:2402.19173");

    /// <inheritdoc />
    public override string Summary => "Few heads of keys and values, which are kept for 4,096 tokens.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("3b", 3072, [new(30, "rope(base=999999.4420358813) + grouped-query(2) + sliding-window(4096)", 24, 128)]),
        new("7b", 4608, [new(32, "rope(base=1000000) + grouped-query(4) + sliding-window(4096)", 36, 128)]),
        new("15b", 6144, [new(40, "rope(base=100000) + grouped-query(4) + sliding-window(4096)", 48, 128)]),
    ];
}
