namespace Heed.Architectures;

/// <summary>How Qwen3-Next attends.</summary>
public sealed class Qwen3Next : Architecture
{
    /// <inheritdoc />
    public override string Id => "qwen-3-next";

    /// <inheritdoc />
    public override string Name => "Qwen3-Next";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Qwen Team",
        "Qwen3-Next: Towards Ultimate Training and Inference Efficiency", 2025, "qwen.ai/blog?id=qwen3-next");

    /// <inheritdoc />
    public override string Summary =>
        "Three layers keep a memory of fixed size (Gated DeltaNet, after a short convolution), the fourth attends to everything "
        + "and has a gate on its output.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("80b-a3b", 2048,
        [
            new(36, "gated-delta-net", 32, 128),
            new(12, "qk-rms-norm + partial-rope(rotary_dim=64, base=10000000) + grouped-query(2) + causal "
                + "+ output-gate", 16, 256),
        ]),
    ];
}
