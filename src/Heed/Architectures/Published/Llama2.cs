namespace Heed.Architectures;

/// <summary>How Llama 2 attends.</summary>
public sealed class Llama2 : Architecture
{
    /// <inheritdoc />
    public override string Id => "llama-2";

    /// <inheritdoc />
    public override string Name => "Llama 2";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Touvron et al.",
        "Llama 2: Open Foundation and Fine-Tuned Chat Models", 2023, "arXiv:2307.09288");

    /// <inheritdoc />
    public override string Summary => "As LLaMA; eight heads of keys and values in the largest.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("7b", 4096, [new(32, "rope + causal", 32, 128)]),
        new("13b", 5120, [new(40, "rope + causal", 40, 128)]),
        new("70b", 8192, [new(80, "rope + grouped-query(8) + causal", 64, 128)]),
    ];
}
