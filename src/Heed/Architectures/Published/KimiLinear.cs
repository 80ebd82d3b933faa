namespace Heed.Architectures;

/// <summary>How Kimi Linear attends.</summary>
public sealed class KimiLinear : Architecture
{
    /// <inheritdoc />
    public override string Id => "kimi-linear";

    /// <inheritdoc />
    public override string Name => "Kimi Linear";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Kimi Team",
        "Kimi Linear: An Expressive, Efficient Attention Architecture", 2025, "arXiv:2510.26692");

    /// <inheritdoc />
    public override string Summary =>
        "Three layers keep a memory of fixed size (Kimi Delta Attention, after a short convolution), the fourth attends to "
        + "everything by its latent vectors and knows no positions.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("48b-a3b", 2304,
        [
            new(20, "kda", 32, 128),
            new(7, "mla + causal", 32, 192) { ValueWidth = 128, Sizes = "Dn=128 Dc=512 Dr=64" },
        ]),
    ];
}
