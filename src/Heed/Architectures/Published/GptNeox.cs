namespace Heed.Architectures;

/// <summary>How GPT-NeoX attends.</summary>
public sealed class GptNeox : Architecture
{
    /// <inheritdoc />
    public override string Id => "gpt-neox";

    /// <inheritdoc />
    public override string Name => "GPT-NeoX";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Black et al.",
        "GPT-NeoX-20B: An Open-Source Autoregressive Language Model", 2022, "arXiv:2204.06745");

    /// <inheritdoc />
    public override string Summary => "A quarter of each head is turned by the position.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("20b", 6144, [new(44, "partial-rope(rotary_dim=24) + causal", 64, 96)]),
    ];
}
