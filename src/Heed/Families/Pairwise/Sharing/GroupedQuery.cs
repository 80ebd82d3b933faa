namespace Heed.Pairwise.Sharing;

/// <summary>Several query heads read the same keys and values, so that the cache of a long text is that many times smaller.</summary>
/// <remarks>
/// Query head i of H reads key head floor(i·G/H). One group is multi-query attention; as many groups as heads is multi-head attention.
/// </remarks>
/// <param name="groups">Key and value heads G that a layer makes; H must be a multiple of it.</param>
public sealed class GroupedQuery(long groups = 2) : HeadSharing, ICataloged<GroupedQuery>
{
    private readonly long groups = groups >= 1 ? groups
        : throw new ArgumentOutOfRangeException(nameof(groups), groups, "There must be at least one group.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "grouped-query",
        Name = "Grouped-query attention",
        Cite = new("Ainslie et al.", "GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints", 2023,
            "arXiv:2305.13245"),
        Formula = "oₕᵢ = Σⱼ softmaxⱼ(qₕᵢ·k_{g(h)j} / √d) v_{g(h)j},  g(h) = ⌊hG/H⌋",
        Tex = @"o_{hi} = \sum_j \mathrm{softmax}_j\left(\frac{q_{hi} \cdot k_{g(h)j}}{\sqrt d}\right) v_{g(h)j},\quad "
            + @"g(h) = \lfloor hG/H \rfloor",
        Cost = new("n²d", "nd", "ndG/H"),
        Witness = new("grouped-query",
            0.489037, -0.134325, -0.377239, 0.448298, -0.214777, -0.118947, 0.313775, -0.142207,
            -0.287518, 0.0223709, 0.268899, -0.246174, 0.219695, -0.0418233, -0.184886, 0.195703)
        { Heads = 4, Groups = 2 },
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new();

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // kernels read shared keys where they lie

    /// <inheritdoc />
    public override long KvHeads(long heads) => heads % groups == 0 ? groups
        : throw new ArgumentException($"{heads} heads cannot share {groups} groups of keys: "
            + "the number of heads must be a multiple of the number of groups.", nameof(heads));
}
