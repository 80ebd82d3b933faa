namespace Heed.Architectures;

/// <summary>How PaLM attends.</summary>
public sealed class Palm : Architecture
{
    /// <inheritdoc />
    public override string Id => "palm";

    /// <inheritdoc />
    public override string Name => "PaLM";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Chowdhery et al.",
        "PaLM: Scaling Language Modeling with Pathways", 2022, "arXiv:2204.02311");

    /// <inheritdoc />
    public override string Summary => "One head of keys and values for all.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("8b", 4096, [new(32, "rope + multi-query + causal", 16, 256)]),
        new("62b", 8192, [new(64, "rope + multi-query + causal", 32, 256)]),
        new("540b", 18432, [new(118, "rope + multi-query + causal", 48, 256)]),
    ];
}
