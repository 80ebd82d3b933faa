namespace Heed.Pairwise.Patterns;

/// <summary>Several drafts of how a text goes on are judged at once: they share their beginnings in a tree, and a token reads the text and
/// the tokens of its own draft only.</summary>
/// <remarks>
/// Causal by itself, since parents come before their children. Tokens of the text read one another backwards. Queries of the tree alone
/// stand at its keys, the last ones. A token after the tree begins another draft.
/// </remarks>
/// <param name="prefix">How many tokens of the text come before the tree.</param>
/// <param name="parents">The parent of each token of the tree, counted from its first one; −1 where a draft begins. When not given, a tree
/// of seven in which each token is followed by two.</param>
public sealed class TreeMask(long prefix = 2, long[]? parents = null) : PlacePattern, ICataloged<TreeMask>
{
    private readonly long prefix = prefix >= 0 ? prefix
        : throw new ArgumentOutOfRangeException(nameof(prefix), prefix, "The length of a text is not negative.");
    private readonly long[] parents = Checked(parents ?? [-1, 0, 0, 1, 1, 2, 2]);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "tree-mask",
        Name = "Tree of drafts (Medusa, SpecInfer)",
        Cite = new("Cai et al.", "Medusa: Simple LLM Inference Acceleration Framework with Multiple Decoding Heads", 2024,
            "arXiv:2401.10774"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j < p or j = i or j an ancestor of i",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"j < p \,\vee\, j = i \,\vee\, j \in \mathrm{ancestors}(i)",
        Cost = new("n(p + n)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new()
    {
        Place = Place.Absolute,
        SeesOnlySelf = prefix == 0 && parents.All(p => p < 0),
    };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long Span => prefix + parents.Length + 2;

    /// <inheritdoc />
    public override bool Sees(long i, long j)
    {
        if (j < prefix) return j <= i;
        for (var node = i - prefix; node >= 0; node = Parent(node))
            if (node == j - prefix) return true;
        return false;
    }

    private long Parent(long node) => node < parents.Length ? parents[node] : -1;

    private static long[] Checked(long[] parents)
    {
        for (var i = 0; i < parents.Length; i++)
        {
            if (parents[i] < -1 || parents[i] >= i)
                throw new ArgumentOutOfRangeException(nameof(parents), parents[i], $"The parent of token {i} comes before it, or is −1.");
        }

        return parents;
    }
}
