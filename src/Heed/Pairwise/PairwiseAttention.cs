using Heed.Pairwise.Normalisers;
using Heed.Pairwise.Scores;

namespace Heed.Pairwise;

/// <summary>
/// Attention that compares every query with every key, with one part in each of its holes:
/// score × factor → cap → position → mask → normaliser → heads → × V.
/// </summary>
public sealed partial class PairwiseAttention : Mechanism, IStreaming
{
    private readonly Signal[] signals;

    /// <summary>Composes the parts; holes that none of them fills get the default.</summary>
    /// <param name="parts">At most one part for a hole.</param>
    /// <exception cref="ArgumentException">Two parts for one hole, or a part of another family.</exception>
    public PairwiseAttention(params IReadOnlyList<Part> parts)
    {
        Holes.Check(parts, Family.Pairwise);
        Score = parts.OfType<Score>().SingleOrDefault() ?? new ScaledDotProduct();
        Cap = parts.OfType<Cap>().SingleOrDefault();
        Position = parts.OfType<Position>().SingleOrDefault();
        Pattern = parts.OfType<Pattern>().SingleOrDefault();
        Normaliser = parts.OfType<Normaliser>().SingleOrDefault() ?? new Softmax();
        HeadSharing = parts.OfType<Heads>().SingleOrDefault();
        signals = [.. parts.SelectMany(p => p.Signals)];
    }

    /// <summary>How alike a query and a key are.</summary>
    public Score Score { get; }

    /// <summary>How large a score may become; null = as large as it likes.</summary>
    public Cap? Cap { get; }

    /// <summary>How distance matters; null = not at all.</summary>
    public Position? Position { get; }

    /// <summary>Which pairs may meet; null = all.</summary>
    public Pattern? Pattern { get; }

    /// <summary>How scores become weights.</summary>
    public Normaliser Normaliser { get; }

    /// <summary>How heads share and mix; null = each for itself.</summary>
    public Heads? HeadSharing { get; }

    /// <inheritdoc />
    public override Family Family => Family.Pairwise;

    /// <inheritdoc />
    public override IReadOnlyList<Signal> Signals => signals;

    /// <inheritdoc />
    public override bool IsCausal => Pattern?.IsCausal ?? false;

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <summary>Whether each token has weight for itself and for no other.</summary>
    public bool SeesOnlySelf => Pattern is { SeesOnlySelf: true }
        || (!Score.ReadsKeys && Pattern is null or { IsCausal: true } && Position is { PeaksAtSelf: true } && Normaliser.KeepsOnlyMaximum);

    /// <summary>Whether scores do not depend on where query and key stand.</summary>
    public bool IgnoresPlace => Position is not { Shifts: true } && (Position is not { Turns: true } || !Score.ReadsKeys);

    /// <summary>Whether the weights do not depend on what the keys hold.</summary>
    public bool IgnoresContent => !Score.ReadsKeys || (SeesOnlySelf && Normaliser.SumsToOne);

    /// <inheritdoc />
    public override long KvHeads(long heads) => HeadSharing?.KvHeads(heads) ?? heads;

    /// <inheritdoc />
    public override Tensor? Visible(long queries, long keys) => Pattern?.Visible(queries, keys);

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var trace = inputs.Trace;
        var visible = Hidden.Join(inputs.Mask.Visible(), Pattern?.Visible(inputs.Queries, inputs.Keys));
        var (q, k) = (inputs.Q, inputs.Share(Hidden.Erase(inputs.K, inputs, visible)));    // (B, H, N, Dq), (B, H, M, Dk)
        if (Position is { Turns: true }) (q, k) = Position.Turn(inputs, q, k);

        var scores = Score.Compare(inputs, q, k);                                          // (B, H, N, M)
        trace?.Record("scores", scores);
        if (Score.Factor(inputs) is not 1.0 and var factor) scores = Noted("scaled", scores * factor, trace);
        return Hidden.Read(Weigh(inputs, scores, visible), inputs.Share(inputs.V), visible);    // (B, H, N, Dv)
    }

    /// <summary>From scaled scores to weights.</summary>
    private Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var trace = inputs.Trace;
        if (Cap is not null) scores = Noted("capped", Cap.Apply(scores), trace);
        if (inputs.Mask.Bias is { } bias) scores = Noted("biased", scores + bias.masked_fill(bias.isneginf(), 0), trace);
        if (Position is { Shifts: true }) scores = Noted("shifted", Position.Shift(inputs, scores), trace);
        if (HeadSharing is not null) scores = HeadSharing.MixScores(inputs, scores);
        if (visible is not null) scores = Noted("masked", scores.masked_fill(visible.logical_not(), double.NegativeInfinity), trace);

        var weights = Normaliser.Weigh(inputs, scores, visible);
        if (HeadSharing is not null) weights = HeadSharing.MixWeights(inputs, weights);
        trace?.Record("weights", weights);
        return weights;                                                                    // (B, H, N, M)
    }

    /// <inheritdoc />
    public Tensor Step(Tensor q, Tensor k, Tensor v, Signals signals, ref State? state)
    {
        if (!IsCausal) throw new NotSupportedException($"'{Name}' looks ahead, so it cannot go token by token: add 'causal'");
        if (Normaliser.KnowsLength) throw new NotSupportedException($"'{Name}' divides by the number of keys, so it cannot go token by token: give the number yourself");
        if (!Pattern!.FollowsCache)
            throw new NotSupportedException($"'{Name}' aligns its mask with the first key, so it cannot go token by token");
        var (keys, values) = state is null ? (k, v) : (torch.cat([state["k"], k], 2), torch.cat([state["v"], v], 2));
        state = new State(("k", keys), ("v", values));
        return Attend(q, keys, values, Mask.None, signals);
    }

    private static Tensor Noted(string name, Tensor step, Trace? trace)
    {
        trace?.Record(name, step);
        return step;
    }
}
