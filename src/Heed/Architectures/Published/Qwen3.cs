namespace Heed.Architectures;

/// <summary>How Qwen3 attends.</summary>
public sealed class Qwen3 : Architecture
{
    private const string Everything = "qk-rms-norm + rope(base=1000000) + grouped-query(8) + causal";

    /// <inheritdoc />
    public override string Id => "qwen-3";

    /// <inheritdoc />
    public override string Name => "Qwen3";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Yang et al.", "Qwen3 Technical Report", 2025, "arXiv:2505.09388");

    /// <inheritdoc />
    public override string Summary => "Queries and keys are normalised before they are turned; few heads of keys and values.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("0.6b", 1024, [new(28, Everything, 16, 128)]),
        new("1.7b", 2048, [new(28, Everything, 16, 128)]),
        new("4b", 2560, [new(36, Everything, 32, 128)]),
        new("8b", 4096, [new(36, Everything, 32, 128)]),
        new("14b", 5120, [new(40, Everything, 40, 128)]),
        new("32b", 5120, [new(64, Everything, 64, 128)]),
        new("30b-a3b", 2048, [new(48, "qk-rms-norm + rope(base=1000000) + grouped-query(4) + causal", 32, 128)]),
        new("235b-a22b", 4096, [new(94, "qk-rms-norm + rope(base=1000000) + grouped-query(4) + causal", 64, 128)]),
    ];
}
