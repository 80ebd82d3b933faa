namespace Heed.Architectures;

/// <summary>How OPT attends.</summary>
public sealed class Opt : Architecture
{
    /// <inheritdoc />
    public override string Id => "opt";

    /// <inheritdoc />
    public override string Name => "OPT";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Zhang et al.",
        "OPT: Open Pre-trained Transformer Language Models", 2022, "arXiv:2205.01068");

    /// <inheritdoc />
    public override string Summary => "The attention of GPT-2.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("125m", 768, [new(12, "causal", 12, 64)]),
        new("1.3b", 2048, [new(24, "causal", 32, 64)]),
        new("6.7b", 4096, [new(32, "causal", 32, 128)]),
        new("30b", 7168, [new(48, "causal", 56, 128)]),
        new("175b", 12288, [new(96, "causal", 96, 128)]),
    ];
}
