using Heed.Pairwise;
using Heed.Pairwise.Patterns;
using Heed.Pairwise.Preparing;

namespace Heed.Golden;

/// <summary>How a run is changed. Null where the choice makes no difference, because what it is about is not there.</summary>
internal sealed partial record Convention
{
    /// <summary>Whether scores are divided by √d already; null when it cannot be told.</summary>
    private static bool? DividesByRoot(GoldenRun run)
    {
        if (run.Expression.ToMechanism() is not PairwiseAttention attention) return null;
        var inputs = new Inputs(attention, run.Inputs, run.Mask, null);
        var factor = attention.Score.Factor(inputs);
        return factor == 1 / Math.Sqrt(inputs.WidthK) && factor != 1;
    }

    private static GoldenRun Scaled(GoldenRun run, Func<double, double> factor) => Each(run, RoleKind.Query, q => q * factor(q.shape[^1]));

    private static GoldenRun? Shifted(GoldenRun run, bool later)
    {
        var axis = run.Expression.ToMechanism().Roles.FirstOrDefault(r => r.Name == "log_decay")?.TokenAxis ?? -1;
        return axis < 0 ? null : Decay(run, decay =>
        {
            var tokens = decay.shape[axis];
            if (tokens < 2) return null;
            var none = torch.zeros_like(decay.narrow(axis, 0, 1));
            return later
                ? torch.cat([none, decay.narrow(axis, 0, tokens - 1)], axis)
                : torch.cat([decay.narrow(axis, 1, tokens - 1), none], axis);
        });
    }

    private static GoldenRun? Inverted(GoldenRun run, bool pairs)
    {
        if ((pairs ? run.Mask.PairMask : run.Mask.KeyMask) is not { } given) return null;
        var mask = pairs ? Mask.Pairs(given.logical_not()) : Mask.Keys(given.logical_not());
        if (pairs && run.Mask.KeyMask is { } keys) mask = mask.And(Mask.Keys(keys));
        if (!pairs && run.Mask.PairMask is { } other) mask = mask.And(Mask.Pairs(other));
        return run with { Mask = run.Mask.Bias is { } bias ? mask.And(Mask.Add(bias)) : mask };
    }

    private static GoldenRun? BothSides(GoldenRun run, Func<long, long?> radius)
    {
        if (run.Expression.Terms.FirstOrDefault(t => t.Entry.Card.Id == SlidingWindow.Card.Id) is not { } window) return null;
        if (window.Component is not SlidingWindow { Window: { } width } || radius(width) is not { } reach || reach <= 0) return null;
        if (window.Values.Contains(Alignment.TopLeft) && run.Inputs["q"].shape[2] != run.Inputs["k"].shape[2]) return null;
        var sides = Expression.Parse($"dilated-window({reach}, 1)").Terms[0];
        return run with { Expression = new(run.Expression.Terms.Where(t => t != window && t.Entry != sides.Entry).Append(sides)) };
    }

    /// <summary>The bias is changed by what the cap would have taken from it.</summary>
    private static GoldenRun? BiasedBeforeCap(GoldenRun run)
    {
        if (run.Expression.ToMechanism() is not PairwiseAttention { Cap: { } cap, Contexts.Count: 0 } attention) return null;
        var trace = new StepTrace();
        _ = attention.Attend(run.Inputs, run.Mask, trace, Route.Definition);
        if ((trace.Find("shifted") ?? trace.Find("biased")) is not { } biased || trace.Find("capped") is not { } capped) return null;
        var scores = trace.Find("scaled") ?? trace.Find("scores")!;
        return run with { Mask = run.Mask.And(Mask.Add(cap.Apply(scores + (biased - capped)) - biased)) };
    }

    /// <summary>The first features are rotated here, and the mechanism no longer rotates.</summary>
    private static GoldenRun? PartlyRotated(GoldenRun run, long share)
    {
        if (run.Expression.ToMechanism() is not PairwiseAttention { Prepares: [Rope rope], Sharing: null } attention) return null;
        var (width, rotated) = (run.Inputs["q"].shape[^1], run.Inputs["q"].shape[^1] / share);
        if (rotated == 0 || rotated % 2 != 0 || run.Inputs["k"].shape[^1] != width) return null;
        var first = run.Inputs.Select((name, x) => name is "q" or "k" ? x.narrow(-1, 0, rotated) : x);
        var inputs = new Inputs(attention, first, run.Mask, null);
        var (q, k) = rope.Apply(inputs, inputs.Q, inputs.K);
        var terms = run.Expression.Terms.Where(t => t.Entry.Card.Id != Rope.Card.Id).ToArray();
        return run with
        {
            Expression = terms.Length > 0 ? new(terms) : Expression.Parse("scaled-dot-product"),
            Inputs = run.Inputs.Select((name, x) => name switch { "q" => Whole(q, x), "k" => Whole(k, x), _ => x }),
        };

        Tensor Whole(Tensor turned, Tensor x) => torch.cat([turned, x.narrow(-1, rotated, width - rotated)], -1);
    }

    private static GoldenRun? TokensFirst(GoldenRun run)
    {
        var mechanism = run.Expression.ToMechanism();
        if (run.TokensFirst || !mechanism.ReadsQueryKeyValue || mechanism.OutputShape != "B H N Dv") return null;
        var ofHeads = mechanism.Roles.Where(r => r.TokenAxis == 2 && (r.Axis("H") == 1 || r.Axis("G") == 1));
        var swapped = ofHeads.Select(r => r.Name).ToHashSet();
        var inputs = run.Inputs.Select((name, x) => swapped.Contains(name) ? x.transpose(1, 2).contiguous() : x);
        return run with { TokensFirst = true, Inputs = inputs };
    }
}
