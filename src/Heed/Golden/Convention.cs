using Heed.Pairwise;
using Heed.Pairwise.Biases;
using Heed.Pairwise.Preparing;

namespace Heed.Golden;

/// <summary>
/// A choice on which libraries disagree. When numbers do not match, trying the other choice often says at once what was
/// understood differently.
/// </summary>
/// <param name="Words">The other choice.</param>
/// <param name="Change">The run under it; null where it makes no difference.</param>
internal sealed partial record Convention(string Words, Func<GoldenRun, GoldenRun?> Change)
{
    private static readonly Convention[] All =
    [
        new("a window of one key more (w + 1, counting from the query)", run => Argument(run, "window", w => (long)w! + 1)),
        new("a window of one key less (w − 1)", run => Argument(run, "window", w => (long)w! > 1 ? (long)w - 1 : null)),
        new("the mask aligned top-left (key j visible when j ≤ i)", run => Other(run, "alignment", Alignment.TopLeft)),
        new("the mask aligned bottom-right (key j visible when j ≤ i + M − N)", run => Other(run, "alignment", Alignment.BottomRight)),
        new("a causal mask", Masked),
        new("RoPE on adjacent features (2a with 2a + 1)", run => Other(run, "pairing", RopePairing.Adjacent)),
        new("RoPE on halves (feature a with a + d/2)", run => Other(run, "pairing", RopePairing.Halves)),
        new("query head i reading key head i mod G", Interleaved),
        new("scores not divided by √d", run => DividesByRoot(run) == false ? null : Scaled(run, d => Math.Sqrt(d))),
        new("scores divided by √d", run => DividesByRoot(run) == true ? null : Scaled(run, d => 1 / Math.Sqrt(d))),
        new("scores divided by √d twice, so by d", run => DividesByRoot(run) == true ? Scaled(run, d => 1 / Math.Sqrt(d)) : null),
        new("signed ALiBi (−m(i − j), so that later keys gain)", run => Other(run, "distance", AlibiDistance.Signed)),
        new("absolute ALiBi (−m|i − j|)", run => Other(run, "distance", AlibiDistance.Absolute)),
        new("log_decay holding the multiplier itself, not its logarithm", run =>
            Decay(run, decay => decay.min().ToDouble() >= 0 ? decay.log() : null)),
        new("log_decay holding the negated logarithm", run => Decay(run, decay => decay.max().ToDouble() > 0 ? -decay : null)),
        new("log_decay holding a logarithm to base 2", run => Decay(run, decay => decay * Math.Log(2))),
        new("log_decay acting one token later", run => Shifted(run, later: true)),
        new("log_decay acting one token earlier", run => Shifted(run, later: false)),
        new("keys brought to length one", run => Each(run, RoleKind.Key, k => k.Bring(RoleRange.UnitVector))),
        new("queries and keys brought to length one", run =>
            Each(Each(run, RoleKind.Key, k => k.Bring(RoleRange.UnitVector)), RoleKind.Query, q => q.Bring(RoleRange.UnitVector))),
        new("the mask inverted (true = hidden)", run => Inverted(run, pairs: true)),
        new("the key_mask inverted (true = padding)", run => Inverted(run, pairs: false)),
        new("a window to both sides (w − 1 keys before the query and w − 1 after it)", run => BothSides(run, w => w - 1)),
        new("a window around the query (⌊w/2⌋ keys to either side)", run => BothSides(run, w => w == 2 ? null : w / 2)),
        new("the bias added before the soft cap", BiasedBeforeCap),
        new("RoPE on the first half of the features only", run => PartlyRotated(run, 2)),
        new("RoPE on the first quarter of the features only", run => PartlyRotated(run, 4)),
        new("the layout (B, N, H, D), tokens before heads", TokensFirst),
    ];

    /// <summary>The first other choice, or pair of choices, under which the output is as expected; null when none is.</summary>
    public static string? ThatMatches(GoldenRun run, Func<Tensor, bool> matches)
    {
        var single = All.FirstOrDefault(c => Matches(() => c.Change(run)));
        if (single is not null) return single.Words;
        var pairs = All.SelectMany((a, i) => All.Skip(i + 1).Select(b => (a, b)));
        var (first, second) = pairs.FirstOrDefault(p => Matches(() => p.a.Change(run) is { } once ? p.b.Change(once) : null));
        return first is null ? null : $"{first.Words}, and {second.Words}";

        bool Matches(Func<GoldenRun?> change)
        {
            try
            {
                return change() is { } changed && matches(changed.Output());
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                return false;
            }
        }
    }

    private static GoldenRun? Argument(GoldenRun run, string name, Func<object?, object?> change)
    {
        foreach (var term in run.Expression.Terms)
        {
            var index = term.Entry.Parameters.ToList().FindIndex(p => p.Name == name);
            if (index >= 0 && change(term.Values[index]) is { } value)
                return run with { Expression = run.Expression.With(term.With(name, value)) };
        }

        return null;
    }

    private static GoldenRun? Other(GoldenRun run, string name, object choice) =>
        Argument(run, name, value => choice.Equals(value) ? null : choice);

    private static GoldenRun? Masked(GoldenRun run) => run.Expression.ToMechanism() is PairwiseAttention { Patterns.Count: 0 }
        ? run with { Expression = run.Expression.With(Expression.Parse("causal").Terms[0]) }
        : null;

    private static GoldenRun? Interleaved(GoldenRun run)
    {
        if (!run.Expression.ToMechanism().ReadsQueryKeyValue) return null;
        var share = run.Inputs["q"].shape[1] / run.Inputs["k"].shape[1];
        return share == 1 ? null : run with { Inputs = run.Inputs.Select((name, x) => name is "k" or "v" ? x.repeat(1, share, 1, 1) : x) };
    }

    private static GoldenRun? Decay(GoldenRun run, Func<Tensor, Tensor?> change) =>
        run.Inputs.Find("log_decay") is { } decay && change(decay) is { } other
            ? run with { Inputs = run.Inputs.Select((name, s) => name == "log_decay" ? other : s) }
            : null;

    private static GoldenRun Each(GoldenRun run, RoleKind kind, Func<Tensor, Tensor> change)
    {
        var names = run.Expression.ToMechanism().Roles.Where(r => r.Kind == kind).Select(r => r.Name).ToHashSet();
        return run with { Inputs = run.Inputs.Select((name, x) => names.Contains(name) ? change(x) : x) };
    }
}
