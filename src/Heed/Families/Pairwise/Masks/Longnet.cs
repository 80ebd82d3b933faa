namespace Heed.Pairwise.Patterns;

/// <summary>Short segments are read whole, long ones with gaps: the farther away, the fewer keys, and the cost grows with the length of
/// the text only.</summary>
/// <remarks>
/// For each length of a segment and its dilation r, a head reads every r-th token of a segment; heads begin at different ones. What
/// several of them let a query read are shares of one softmax, in which a key counts as often as it is read. Without a mask both sides are
/// read; the paper's decoder is <c>longnet + causal</c>.
/// </remarks>
/// <param name="segments">How long segments are, in tokens; when not given 4, 8 and so on, one for each dilation.</param>
/// <param name="dilations">From one token that is read to the next, for each length; when not given 1, 2, 4 and so on.</param>
public sealed class Longnet(long[]? segments = null, long[]? dilations = null) : Recipe, ICataloged<Longnet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "longnet",
        Name = "Dilated attention (LongNet)",
        Cite = new("Ding et al.", "LongNet: Scaling Transformers to 1,000,000,000 Tokens", 2023, "arXiv:2307.02486"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + ln cᵢⱼ) vⱼ,  cᵢⱼ = |{(w, r): ⌊i/w⌋ = ⌊j/w⌋, i mod w ≡ j mod w ≡ ⌊hr/H⌋ mod r}|",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + \ln c_{ij}\right) v_j,\quad c_{ij} = |\{(w, r): "
            + @"\lfloor i/w \rfloor = \lfloor j/w \rfloor,\ i \bmod w \equiv j \bmod w \equiv \lfloor hr/H \rfloor \pmod r\}|",
        Cost = new("n Σ (w/r)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [.. Of(segments ?? Doubled(4, dilations), dilations ?? Doubled(1, segments))];

    private static long[] Doubled(long first, long[]? others) => [.. Enumerable.Range(0, others?.Length ?? 2).Select(a => first << a)];

    private static Part[] Of(long[] segments, long[] dilations)
    {
        if (segments.Length == 0 || segments.Length != dilations.Length || segments.Concat(dilations).Any(n => n < 1))
            throw new ArgumentException("Give as many dilations as segments, at least one of each, and none below 1.");
        if (!dilations.Contains(1)) throw new ArgumentException("One dilation must be 1, or there are tokens that read nothing.");
        (long, long)[] levels = [.. segments.Zip(dilations)];
        return levels.Length == 1 ? [new Reached(levels)] : [new Reached(levels), new Often(levels)];
    }

    /// <summary>How often each key is read, (H, N, M).</summary>
    private static Tensor Counts(Inputs inputs, (long Segment, long Dilation)[] levels)
    {
        var (i, j) = (Places.Of(inputs.Places.Queries).unsqueeze(-1), Places.Of(inputs.Places.Keys));          // (N, 1), (M)
        var heads = torch.arange(inputs.Heads, torch.int64).view(-1, 1, 1);
        return levels.Select(Level).Aggregate((a, b) => a + b);

        Tensor Level((long Segment, long Dilation) level)
        {
            var (w, r) = level;
            var first = (heads * r).floor_divide(inputs.Heads);                            // below r, whichever head
            return i.floor_divide(w).eq(j.floor_divide(w)).logical_and(i.remainder(w).remainder(r).eq(first))
                .logical_and(j.remainder(w).remainder(r).eq(first)).to(torch.int64);
        }
    }

    private sealed class Reached((long Segment, long Dilation)[] levels) : Pattern
    {
        public override PairwiseFacts Facts => new() { Place = Place.Absolute, SeesOnlySelf = HidesLater };

        public override bool HidesLater => levels.All(l => l.Segment <= l.Dilation);

        public override bool SeesOwnKey => true;                                           // in segments without gaps

        public override Tensor Visible(Meeting meeting) => Counts(meeting.Inputs, levels).gt(0);
    }

    private sealed class Often((long Segment, long Dilation)[] levels) : Bias
    {
        public override PairwiseFacts Facts { get; } = new() { Place = Place.Absolute };

        public override Tensor Of(Meeting meeting) => Counts(meeting.Inputs, levels).clamp_min(1).to(meeting.Scores.dtype).log();
    }
}
