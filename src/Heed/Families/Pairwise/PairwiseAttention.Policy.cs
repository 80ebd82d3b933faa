namespace Heed.Pairwise;

/// <content>The same mechanism with a cache of limited size: what a policy lets go of is gone.</content>
public sealed partial class PairwiseAttention
{
    private const string Held = "held", Memory = "memory";

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots =>
        Policy is null || !Facts.Streams ? base.Slots
            : [.. base.Slots, new(Held, "B H M"), .. Policy.Remembers ? (Slot[])[new(Memory, "B H M")] : []];

    /// <inheritdoc />
    protected override long RowsKept(Sizes sizes, long tokens)
    {
        if (Policy is null) return base.RowsKept(sizes, tokens);
        // a row is kept while some head of some text holds it
        return Math.Min(tokens, Policy.Budget * sizes["B"] * sizes["H"]);
    }

    /// <summary>What each query may read when a policy is followed from the first token, (B, H, N, N).</summary>
    private Tensor Followed(Inputs inputs, Tensor scores, Tensor? visible)
    {
        if (inputs.Queries != inputs.Keys)
            throw new NotSupportedException($"'{Name}' follows a text from its first token, so it needs as many queries as keys.");
        var seen = visible?.expand(scores.shape);
        var held = Policy!.Run(inputs.Batch, inputs.Heads, inputs.Keys, Pass, out var kept);
        inputs.Trace?.Record("kept", Policy.Report(kept));
        return held;

        Tensor Pass(long start, Tensor reads)
        {
            var (rows, count) = (inputs.Rows(start, reads.shape[2]), reads.shape[2]);
            var sees = Hidden.Join(seen?.narrow(2, start, count), BesideContext(reads, scores));
            var weights = Normaliser.Weigh(rows, scores.narrow(2, start, count).Filled(sees!.logical_not(),
                double.NegativeInfinity), sees);
            return OfText(mixings.Aggregate(weights, (w, mixing) => mixing.MixWeights(rows, w)), inputs);
        }
    }

    /// <summary>The weights of the keys of the text, without those before it.</summary>
    private static Tensor OfText(Tensor weights, Inputs inputs) => weights.narrow(-1, weights.shape[^1] - inputs.Keys, inputs.Keys);

    private Tensor ContinueHeld(Inputs tokens, ref State? state)
    {
        using var scope = torch.NewDisposeScope();
        var rows = new List<Tensor>();
        for (long t = 0; t < tokens.Queries; t++) rows.Add(OneHeld(tokens.Token(t), ref state));
        foreach (var (_, value) in state!.Kept) value.MoveToOuterDisposeScope();
        return torch.cat(rows, 2).MoveToOuterDisposeScope();
    }

    private Tensor OneHeld(Inputs token, ref State? state)
    {
        var (before, kept) = (state, KeptRoles.ToArray());
        var places = before is null ? [] : before[State.PlacesKept].select(0, 0).data<long>().ToArray();
        var now = places.Length == 0 ? 0 : places[^1];
        long[] at = [.. places.SkipLast(1), now];
        var whole = token.Signals.Select((name, value) => before is null || kept.FirstOrDefault(r => r.Name == name) is not { } role ? value
            : torch.cat([before[name], value], role.TokenAxis));
        var inputs = new Inputs(this, whole, Mask.None, null, new([now], at));
        long[] one = [inputs.Batch, inputs.Heads, 1];
        var held = Grown(Held, torch.ones(one, torch.@bool));
        var memory = before?.Find(Memory) is { } numbers ? Grown(Memory, torch.zeros(one, numbers.dtype)) : null;
        var read = Compute(inputs, held.unsqueeze(2), out var weights);
        held = Policy!.Keep(held, OfText(weights.detach(), inputs), ref memory);

        var rows = held.any(0).any(0).nonzero().flatten();                                 // held for some text by some head
        var left = Places.Of([.. rows.data<long>().ToArray().Select(r => at[r]), now + 1]).expand(inputs.Batch, -1);
        var tensors = kept.Select(r => (r.Name, whole[r.Name].index_select(r.TokenAxis, rows)))
            .Append((Held, held.index_select(2, rows))).Append((State.PlacesKept, left));
        state = new State([.. tensors, .. memory is null ? (IEnumerable<(string, Tensor)>)[] : [(Memory, memory.index_select(2, rows))]]);
        return read;

        Tensor Grown(string name, Tensor last) => before is null ? last : torch.cat([before[name], last], 2);
    }
}
