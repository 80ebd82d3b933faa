namespace Heed.Pairwise.Sharing;

/// <summary>All query heads read the same keys and values, so that a text has one head's worth of them to keep.</summary>
/// <remarks>Grouped-query attention with one group.</remarks>
public sealed class MultiQuery : Recipe, ICataloged<MultiQuery>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "multi-query",
        Name = "Multi-query attention",
        Cite = new("Shazeer", "Fast Transformer Decoding: One Write-Head is All You Need", 2019, "arXiv:1911.02150"),
        Formula = "oₕᵢ = Σⱼ softmaxⱼ(qₕᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_{hi} = \sum_j \mathrm{softmax}_j\left(\frac{q_{hi} \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd/H"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new GroupedQuery(1)];
}
