namespace Heed.Architectures;

/// <summary>How LLaMA attends.</summary>
public sealed class Llama : Architecture
{
    /// <inheritdoc />
    public override string Id => "llama";

    /// <inheritdoc />
    public override string Name => "LLaMA";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Touvron et al.",
        "LLaMA: Open and Efficient Foundation Language Models", 2023, "arXiv:2302.13971");

    /// <inheritdoc />
    public override string Summary => "Queries and keys are turned by the position.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4096, [new(32, "rope + causal", 32, 128)]),
        new("13b", 5120, [new(40, "rope + causal", 40, 128)]),
        new("33b", 6656, [new(60, "rope + causal", 52, 128)]),
        new("65b", 8192, [new(80, "rope + causal", 64, 128)]),
    ];
}
