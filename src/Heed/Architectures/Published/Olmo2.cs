namespace Heed.Architectures;

/// <summary>How OLMo 2 attends.</summary>
public sealed class Olmo2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "olmo-2";

    /// <inheritdoc />
    public override string Name => "OLMo 2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Team OLMo", "2 OLMo 2 Furious", 2024, "arXiv:2501.00656");

    /// <inheritdoc />
    public override string Summary => "Turned queries and keys. Not said: they are normalised before, all heads of a token together.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4096, [new(32, "rope(base=500000) + causal", 32, 128)]),
        new("13b", 5120, [new(40, "rope(base=500000) + causal", 40, 128)]),
        new("32b", 5120, [new(64, "rope(base=500000) + grouped-query(8) + causal", 40, 128)]),
    ];
}
