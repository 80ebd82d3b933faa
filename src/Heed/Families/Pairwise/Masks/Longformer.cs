using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A token reads its neighbours on either side; a few chosen tokens read all others, and all others read them.</summary>
/// <remarks>
/// The chosen ones carry news from one end of the text to the other: the first token, say, which a classifier looks at, or all tokens of a
/// question. The paper gives them queries, keys and values of their own; here they have those of all tokens.
/// </remarks>
/// <param name="radius">How many keys a query sees on either side of its own.</param>
/// <param name="global">The places of the chosen tokens, counted from 0; the first token when not given.</param>
public sealed class Longformer(long radius = 2, long[]? @global = null) : PlacePattern, ICataloged<Longformer>
{
    private readonly long radius = radius >= 0 ? radius
        : throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is not negative.");
    private readonly HashSet<long> chosen = [.. Places(@global ?? [0])];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "longformer",
        Name = "Longformer (window and global tokens)",
        Cite = new("Beltagy, Peters and Cohan", "Longformer: The Long-Document Transformer", 2020, "arXiv:2004.05150"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  |i − j| ≤ r or i ∈ G or j ∈ G",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"|i-j| \le r \,\vee\, i \in G \,\vee\, j \in G",
        Cost = new("n(r + g)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => chosen.Count > 0;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => new SymmetricWindow(radius).Lower(parts, inputs);

    /// <inheritdoc />
    public override PairwiseFacts Facts => new()
    {
        Place = chosen.Count == 0 ? Place.Relative : Place.Absolute,
        SeesOnlySelf = radius == 0 && chosen.Count == 0,
    };

    /// <inheritdoc />
    public override bool HidesLater => radius == 0 && chosen.Count == 0;

    /// <inheritdoc />
    public override long? Window => chosen.Count == 0 ? radius + 1 : null;

    /// <inheritdoc />
    public override long Span => Math.Max(radius, chosen.DefaultIfEmpty(0).Max()) + 2;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => Math.Abs(i - j) <= radius || chosen.Contains(i) || chosen.Contains(j);

    private static long[] Places(long[] places) => places.All(p => p >= 0) ? places
        : throw new ArgumentOutOfRangeException("global", string.Join(", ", places), "Places are counted from 0.");
}
