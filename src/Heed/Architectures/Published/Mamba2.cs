namespace Heed.Architectures;

/// <summary>How Mamba-2 attends.</summary>
public sealed class Mamba2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "mamba-2";

    /// <inheritdoc />
    public override string Name => "Mamba-2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Dao and Gu",
        "Transformers are SSMs: Generalized Models and Efficient Algorithms Through Structured State Space Duality", 2024,
        "arXiv:2405.21060");

    /// <inheritdoc />
    public override string Summary => "Every layer keeps a matrix of 128 × 64 numbers for each head, after a short convolution.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("130m", 768, [new(24, "mamba2-ssd", 24, 128) { ValueWidth = 64 }]),
        new("370m", 1024, [new(48, "mamba2-ssd", 32, 128) { ValueWidth = 64 }]),
        new("780m", 1536, [new(48, "mamba2-ssd", 48, 128) { ValueWidth = 64 }]),
        new("1.3b", 2048, [new(48, "mamba2-ssd", 64, 128) { ValueWidth = 64 }]),
        new("2.7b", 2560, [new(64, "mamba2-ssd", 80, 128) { ValueWidth = 64 }]),
    ];
}
