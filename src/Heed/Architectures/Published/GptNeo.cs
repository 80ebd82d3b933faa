namespace Heed.Architectures;

/// <summary>How GPT-Neo attends.</summary>
public sealed class GptNeo : Architecture
{
    private const string Near = "scaled-dot-product(scale=1) + sliding-window(256)";

    /// <inheritdoc />
    public override string Id => "gpt-neo";

    /// <inheritdoc />
    public override string Name => "GPT-Neo";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Black et al.",
        "GPT-Neo: Large Scale Autoregressive Language Modeling with Mesh-Tensorflow", 2021, "doi:10.5281/zenodo.5297715");

    /// <inheritdoc />
    public override string Summary =>
        "Layers that look at everything before and layers that look 256 tokens back take turns; scores are not divided by the "
        + "root of the width.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("125m", 768, [new(6, "scaled-dot-product(scale=1) + causal", 12, 64), new(6, Near, 12, 64)]),
        new("1.3b", 2048, [new(12, "scaled-dot-product(scale=1) + causal", 16, 128), new(12, Near, 16, 128)]),
        new("2.7b", 2560, [new(16, "scaled-dot-product(scale=1) + causal", 20, 128), new(16, Near, 20, 128)]),
    ];
}
