namespace Heed.Architectures;

/// <summary>How BigBird attends.</summary>
public sealed class Bigbird : Architecture
{
    /// <inheritdoc />
    public override string Id => "bigbird";

    /// <inheritdoc />
    public override string Name => "BigBird";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Zaheer et al.",
        "Big Bird: Transformers for Longer Sequences", 2020, "arXiv:2007.14062");

    /// <inheritdoc />
    public override string Summary =>
        "Blocks of 64: the neighbours, the first and the last, and three that are drawn, which the expression leaves out.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(12, "bigbird(block=64)", 12, 64) { Place = "encoder" }]),
        new("large", 1024, [new(24, "bigbird(block=64)", 16, 64) { Place = "encoder" }]),
    ];
}
