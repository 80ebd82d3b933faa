namespace Heed.Architectures;

/// <summary>How Pythia attends.</summary>
public sealed class Pythia : Architecture
{
    /// <inheritdoc />
    public override string Id => "pythia";

    /// <inheritdoc />
    public override string Name => "Pythia";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Biderman et al.",
        "Pythia: A Suite for Analyzing Large Language Models Across Training and Scaling", 2023, "arXiv:2304.01373");

    /// <inheritdoc />
    public override string Summary => "The attention of GPT-NeoX.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("70m", 512, [new(6, "partial-rope(rotary_dim=16) + causal", 8, 64)]),
        new("160m", 768, [new(12, "partial-rope(rotary_dim=16) + causal", 12, 64)]),
        new("410m", 1024, [new(24, "partial-rope(rotary_dim=16) + causal", 16, 64)]),
        new("1b", 2048, [new(16, "partial-rope(rotary_dim=64) + causal", 8, 256)]),
        new("1.4b", 2048, [new(24, "partial-rope(rotary_dim=32) + causal", 16, 128)]),
        new("2.8b", 2560, [new(32, "partial-rope(rotary_dim=20) + causal", 32, 80)]),
        new("6.9b", 4096, [new(32, "partial-rope(rotary_dim=32) + causal", 32, 128)]),
        new("12b", 5120, [new(36, "partial-rope(rotary_dim=32) + causal", 40, 128)]),
    ];
}
