namespace Heed.Architectures;

/// <summary>How DeepSeek-V3 attends.</summary>
public sealed class DeepseekV3 : Architecture
{
    /// <inheritdoc />
    public override string Id => "deepseek-v3";

    /// <inheritdoc />
    public override string Name => "DeepSeek-V3";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("DeepSeek-AI", "DeepSeek-V3 Technical Report", 2024, "arXiv:2412.19437");

    /// <inheritdoc />
    public override string Summary => "The attention of DeepSeek-V2; DeepSeek-R1 has it, too.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("671b", 7168, [new(61, "mla + causal", 128, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64" }]),
    ];
}
