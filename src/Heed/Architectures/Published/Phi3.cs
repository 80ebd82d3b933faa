namespace Heed.Architectures;

/// <summary>How Phi-3 attends.</summary>
public sealed class Phi3 : Architecture
{
    /// <inheritdoc />
    public override string Id => "phi-3";

    /// <inheritdoc />
    public override string Name => "Phi-3";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Abdin et al.",
        "Phi-3 Technical Report: A Highly Capable Language Model Locally on Your Phone", 2024, "arXiv:2404.14219");

    /// <inheritdoc />
    public override string Summary => "The small model looks 2,047 tokens back, the larger one at everything.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("mini-4k", 3072, [new(32, "rope + sliding-window(2047)", 32, 96)]),
        new("medium-4k", 5120, [new(40, "rope + grouped-query(10) + sliding-window(2047)", 40, 128)]),
    ];
}
