namespace Heed.Architectures;

/// <summary>How DeepSeek-V3.2 attends.</summary>
public sealed class DeepseekV32 : Architecture
{
    /// <inheritdoc />
    public override string Id => "deepseek-v3.2";

    /// <inheritdoc />
    public override string Name => "DeepSeek-V3.2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("DeepSeek-AI",
        "DeepSeek-V3.2: Pushing the Frontier of Open Large Language Models", 2025, "arXiv:2512.02556");

    /// <inheritdoc />
    public override string Summary => "The attention of DeepSeek-V3, of the 2,048 keys that a small indexer picks.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("671b", 7168,
        [
            new(61, "mla + dsa-indexer(top_k=2048) + causal", 128, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64 Hi=64 Di=128" },
        ]),
    ];
}
