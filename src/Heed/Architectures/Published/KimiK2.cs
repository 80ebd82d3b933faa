namespace Heed.Architectures;

/// <summary>How Kimi K2 attends.</summary>
public sealed class KimiK2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "kimi-k2";

    /// <inheritdoc />
    public override string Name => "Kimi K2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Kimi Team", "Kimi K2: Open Agentic Intelligence", 2025, "arXiv:2507.20534");

    /// <inheritdoc />
    public override string Summary => "The attention of DeepSeek-V3 with half as many heads.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("1t", 7168, [new(61, "mla + causal", 64, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64" }]),
    ];
}
