namespace Heed.Architectures;

/// <summary>How gpt-oss attends.</summary>
public sealed class GptOss : Architecture
{
    private const string Near = "rope-scaling(type=yarn, factor=32, original_max_position_embeddings=4096, base=150000) "
        + "+ grouped-query(8) + sliding-window(128) + learned-sink";
    private const string Everything = "rope-scaling(type=yarn, factor=32, original_max_position_embeddings=4096, base=150000) "
        + "+ grouped-query(8) + causal + learned-sink";

    /// <inheritdoc />
    public override string Id => "gpt-oss";

    /// <inheritdoc />
    public override string Name => "gpt-oss";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("OpenAI", "gpt-oss-120b & gpt-oss-20b Model Card", 2025, "arXiv:2508.10925");

    /// <inheritdoc />
    public override string Summary =>
        "Layers that look 128 tokens back and layers that look at everything take turns; a learned number in the denominator lets "
        + "a head look at nothing.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("20b", 2880, [new(12, Near, 64, 64), new(12, Everything, 64, 64)]),
        new("120b", 2880, [new(18, Near, 64, 64), new(18, Everything, 64, 64)]),
    ];
}
