namespace Heed.Pairwise.Patterns;

/// <summary>Joins masks: a token reads what at least one of them lets it read, where <c>+</c> leaves only what all of them do.</summary>
/// <remarks>
/// Each part is a mask, or several with + between them. Without arguments it is the Sparse Transformer's pattern of a window and a stride,
/// <c>or(sliding-window(3), strided(4))</c>.
/// </remarks>
/// <param name="masks">The masks of which one suffices.</param>
public sealed class Or(Expression[]? masks = null) : Recipe, ICataloged<Or>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "or",
        Name = "Joined masks",
        Cite = new("Child et al.", "Generating Long Sequences with Sparse Transformers", 2019, "arXiv:1904.10509"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ∈ S₁(i) ∪ S₂(i) ∪ …",
        Tex = @"o_i = \sum_{j \in S_1(i) \cup S_2(i) \cup \dots} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n|S|d", "nd", "nd"),
        Witness = new("or(block-local(2), strided(2))",
            0.598995, -0.0915092, -0.522833, 0.52666, 0.563049, -0.372769,
            -0.252796, 0.58317, 0.371934, -0.512691, 0.0547757, 0.467101),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } =
        Joined.Of(masks is null ? [[new SlidingWindow(3)], [new Strided(4)]] : Patterns(masks));

    private static Pattern[][] Patterns(Expression[] masks)
    {
        if (masks.Length == 0) throw new ArgumentException("Give at least one mask, such as causal.");
        if (masks.SelectMany(m => m.Terms).FirstOrDefault(t => t.Parts.Count == 0 || t.Parts.Any(p => p is not Pattern)) is { } other)
            throw new ExpressionException($"'{other.Entry.Card.Id}' is no mask, and 'or' joins masks only, such as causal or strided(4).",
                other.Text, other.Column);
        return [.. masks.Select(m => m.Parts.Cast<Pattern>().ToArray())];
    }
}
