namespace Heed.Architectures;

/// <summary>How DeepSeek-V2 attends.</summary>
public sealed class DeepseekV2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "deepseek-v2";

    /// <inheritdoc />
    public override string Name => "DeepSeek-V2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("DeepSeek-AI",
        "DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model", 2024, "arXiv:2405.04434");

    /// <inheritdoc />
    public override string Summary =>
        "All heads share a vector of 512 numbers for each token, from which keys and values are made, and a turned key of 64.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("lite", 2048, [new(27, "mla + causal", 16, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64" }]),
        new("236b", 5120, [new(60, "mla + causal", 128, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64" }]),
    ];
}
