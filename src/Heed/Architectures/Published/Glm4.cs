namespace Heed.Architectures;

/// <summary>How GLM-4 attends.</summary>
public sealed class Glm4 : Architecture
{
    /// <inheritdoc />
    public override string Id => "glm-4";

    /// <inheritdoc />
    public override string Name => "GLM-4";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Team GLM",
        "ChatGLM: A Family of Large Language Models from GLM-130B to GLM-4 All Tools", 2024, "arXiv:2406.12793");

    /// <inheritdoc />
    public override string Summary => "Half of each head is turned, neighbouring features together; two heads of keys and values.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("9b", 4096, [new(40, "partial-rope(rotary_dim=64, pairing=adjacent) + grouped-query(2) + causal", 32, 128)]),
    ];
}
