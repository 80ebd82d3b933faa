namespace Heed.Pairwise.Patterns;

/// <summary>The first token is a relay: it reads everything, and any other reads it, itself and the two beside itself, on a ring whose ends
/// meet.</summary>
/// <remarks>
/// So any two tokens are two steps apart, by as few pairs as there are tokens. Where the ring closes depends on the length of the text,
/// so it does not go token by token. The paper lets a token read its embedding as well, and updates the ring before the relay: that is a
/// matter of layers.
/// </remarks>
public sealed class Star : Pattern, ICataloged<Star>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "star",
        Name = "Star-Transformer",
        Cite = new("Guo et al.", "Star-Transformer", 2019, "arXiv:1902.09113"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  i or j the relay 0, or j ∈ {i − 1, i, i + 1} on the ring 1 … n − 1",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad ij = 0 \,\vee\, "
            + @"(i - j) \bmod (n - 1) \in \{-1, 0, 1\}",
        Cost = new("nd", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Absolute, Streams = false };

    /// <inheritdoc />
    public override bool SeesOwnKey => true;

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting)
    {
        var places = meeting.Inputs.Places;
        var ring = Math.Max(1, places.Keys[^1]);                                           // tokens beside the relay
        var (i, j) = (Places.Of(places.Queries).clamp_min(0).unsqueeze(1), Places.Of(places.Keys));
        var apart = (i - j).remainder(ring);
        return i.eq(0).logical_or(j.eq(0)).logical_or(apart.le(1)).logical_or(apart.eq(ring - 1));            // (N, M)
    }
}
