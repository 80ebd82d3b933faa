namespace Heed.Architectures;

/// <summary>How Llama 3 attends.</summary>
public sealed class Llama3 : Architecture
{
    private const string Everything = "rope(base=500000) + grouped-query(8) + causal";

    /// <inheritdoc />
    public override string Id => "llama-3";

    /// <inheritdoc />
    public override string Name => "Llama 3";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Grattafiori et al.", "The Llama 3 Herd of Models", 2024, "arXiv:2407.21783");

    /// <inheritdoc />
    public override string Summary =>
        "Eight heads of keys and values; slower turns. For long texts the checkpoints of 3.1 also scale the turns: "
        + "rope-scaling(type=llama3, factor=8).";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("8b", 4096, [new(32, Everything, 32, 128)]),
        new("70b", 8192, [new(80, Everything, 64, 128)]),
        new("405b", 16384, [new(126, Everything, 128, 128)]),
    ];
}
