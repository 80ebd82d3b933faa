namespace Heed.Architectures;

/// <summary>How Longformer attends.</summary>
public sealed class Longformer : Architecture
{
    /// <inheritdoc />
    public override string Id => "longformer";

    /// <inheritdoc />
    public override string Name => "Longformer";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Beltagy, Peters and Cohan",
        "Longformer: The Long-Document Transformer", 2020, "arXiv:2004.05150");

    /// <inheritdoc />
    public override string Summary =>
        "A window of 256 tokens to each side; tokens that a task names look everywhere and are seen from everywhere.";

    /// <inheritdoc />
    public override IReadOnlyList<Variant> Variants { get; } =
    [
        new("base", 768, [new(12, "longformer(radius=256)", 12, 64) { Place = "encoder" }]),
        new("large", 1024, [new(24, "longformer(radius=256)", 16, 64) { Place = "encoder" }]),
    ];
}
