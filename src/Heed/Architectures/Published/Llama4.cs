namespace Heed.Architectures;

/// <summary>How Llama 4 attends.</summary>
public sealed class Llama4 : Architecture
{
    private const string Near = "rope(base=500000) + grouped-query(8) + block-local(8192) + causal";

    /// <inheritdoc />
    public override string Id => "llama-4";

    /// <inheritdoc />
    public override string Name => "Llama 4";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Meta AI",
        "The Llama 4 herd: The beginning of a new era of natively multimodal AI innovation", 2025,
        "ai.meta.com/blog/llama-4-multimodal-intelligence");

    /// <inheritdoc />
    public override string Summary =>
        "Three layers look at the chunk of 8,192 tokens that they are in, the fourth at everything before it and knows no "
        + "positions. Not said: scores of the fourth grow with the position, and in Scout queries and keys are normalised after "
        + "they are turned.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("scout", 5120, [new(36, Near, 40, 128), new(12, "grouped-query(8) + causal", 40, 128)]),
        new("maverick", 5120, [new(36, Near, 40, 128), new(12, "grouped-query(8) + causal", 40, 128)]),
    ];
}
