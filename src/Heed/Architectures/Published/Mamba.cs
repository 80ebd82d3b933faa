namespace Heed.Architectures;

/// <summary>How Mamba attends.</summary>
public sealed class Mamba : Architecture
{
    /// <inheritdoc />
    public override string Id => "mamba";

    /// <inheritdoc />
    public override string Name => "Mamba";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Gu and Dao",
        "Mamba: Linear-Time Sequence Modeling with Selective State Spaces", 2023, "arXiv:2312.00752");

    /// <inheritdoc />
    public override string Summary => "Every layer keeps sixteen numbers for each channel, after a short convolution.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("130m", 768, [new(24, "mamba-s6", 1, 1536)]),
        new("370m", 1024, [new(48, "mamba-s6", 1, 2048)]),
        new("790m", 1536, [new(48, "mamba-s6", 1, 3072)]),
        new("1.4b", 2048, [new(48, "mamba-s6", 1, 4096)]),
        new("2.8b", 2560, [new(64, "mamba-s6", 1, 5120)]),
    ];
}
