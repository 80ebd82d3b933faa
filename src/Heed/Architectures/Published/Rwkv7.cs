namespace Heed.Architectures;

/// <summary>How RWKV-7 attends.</summary>
public sealed class Rwkv7 : Architecture
{
    /// <inheritdoc />
    public override string Id => "rwkv-7";

    /// <inheritdoc />
    public override string Name => "RWKV-7";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Peng et al.",
        "RWKV-7 \"Goose\" with Expressive Dynamic State Evolution", 2025, "arXiv:2503.14456");

    /// <inheritdoc />
    public override string Summary => "Every layer keeps a matrix of 64 × 64 numbers for each head.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("0.19b", 768, [new(12, "rwkv7", 12, 64)]),
        new("0.4b", 1024, [new(24, "rwkv7", 16, 64)]),
        new("1.5b", 2048, [new(24, "rwkv7", 32, 64)]),
        new("2.9b", 2560, [new(32, "rwkv7", 40, 64)]),
    ];
}
