namespace Heed.Pairwise.Scores;

/// <summary>
/// The query alone says at which place to look: each place of the text has a vector of its own, and what stands there is not asked.
/// </summary>
/// <remarks>
/// There are no keys. The places are counted from the start of the text, of which it may have as many as there are vectors.
/// </remarks>
/// <param name="places">Vectors, in a layer that makes its own weights.</param>
public sealed class LuongLocation(long places = 64) : Recipe, ICataloged<LuongLocation>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-location",
        Name = "Location-based attention (Luong)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(W_l qᵢ)ⱼ vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(W_l q_i)_j\, v_j",
        Cost = new("n²d", "nd", "nd"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new NoKeys(), new OfPlaces(places)];

    private sealed class NoKeys : HeadSharing
    {
        public override PairwiseFacts Facts { get; } = new();

        public override string? NoKernel => null;

        public override IReadOnlyList<Role> Roles { get; } = [.. Role.QueryKeyValue.Where(r => r.Kind != RoleKind.Key)];

        public override Inputs Expand(Inputs inputs) => inputs.With(inputs.Q, Nothing(inputs), inputs.V);

        private static Tensor Nothing(Inputs inputs) =>
            torch.zeros([inputs.Batch, inputs.Groups, inputs.Keys, inputs.Q.shape[3]], inputs.Q.dtype);
    }

    private sealed class OfPlaces(long places) : Score
    {
        private readonly long places = places >= 1 ? places
            : throw new ArgumentOutOfRangeException(nameof(places), places, "A text has at least one place.");

        public override PairwiseFacts Facts { get; } =
            new() { Place = Place.Absolute, NeedsPlaces = true, IsRotationInvariant = false, Learns = true };

        public override string? NoKernel => "luong-location scores places by a vector of each, not keys: it has no kernel";

        public override IReadOnlyList<Role> Signals =>
            [new("w_l", $"places={places} Dq", RoleKind.Parameter, "a vector for each place of the text")];

        public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
        {
            var (w, keys) = (inputs.Signals["w_l"], inputs.Places.Keys);
            if (keys[^1] >= w.shape[0])
                throw new ArgumentException(
                    $"'w_l' has vectors for {w.shape[0]} places, but the text has {keys[^1] + 1}: give as many, "
                    + $"or let a layer learn as many with 'luong-location({keys[^1] + 1})'.", "w_l");
            return q.matmul(w.index_select(0, Places.Of(keys)).t());
        }
    }
}
