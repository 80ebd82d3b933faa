using Heed.Models;

namespace Heed.Bench.Language;

/// <summary>
/// How much more than by chance a head looks at earlier places with the same symbol, and at places just after one: what copying
/// and induction are made of.
/// </summary>
/// <param name="Same">
/// The share of weight on earlier places that have the query's symbol, over what even weights would give them; the best head.
/// </param>
/// <param name="After">
/// The same for places that follow the query's symbol (the prefix-matching score of induction heads); the best head.
/// </param>
/// <param name="MeanSame">The first, averaged over layers and heads.</param>
internal sealed record SameToken(double Same, double After, double MeanSame)
{
    /// <summary>Measures all heads on a batch; null where weights are negative, so that there are no shares.</summary>
    /// <param name="given">The symbols, (B, T).</param>
    /// <param name="trace">What was looked at.</param>
    public static SameToken? Of(Tensor given, AttentionTrace trace)
    {
        using var scope = torch.NewDisposeScope();
        // (B, 1, T, T): earlier places with the same symbol
        var same = given.unsqueeze(2).eq(given.unsqueeze(1)).to(torch.float32).tril(-1).unsqueeze(1);
        var after = torch.nn.functional.pad(same.narrow(3, 0, same.shape[3] - 1), [1, 0]).tril(-1);      // and those just after them
        var (best, bestAfter, all) = (0.0, 0.0, new List<double>());
        foreach (var traced in trace.Records)
        {
            var weights = traced.Weights.tril(-1);                                         // the query's own place says nothing
            if (weights.min().item<float>() < -1e-4) return null;
            foreach (var head in weights.unbind(1).Select(w => w.unsqueeze(1)))            // (B, 1, T, T)
            {
                all.Add(Ratio(head, same));
                best = Math.Max(best, all[^1]);
                bestAfter = Math.Max(bestAfter, Ratio(head, after));
            }
        }

        return all.Count == 0 ? null : new(best, bestAfter, all.Average());
    }

    /// <summary>The weight on marked places over the weight that they would have if all earlier places had the same.</summary>
    private static double Ratio(Tensor weights, Tensor marked)
    {
        var earlier = torch.arange(marked.shape[2]).to(torch.float32).clamp_min(1).view(1, 1, -1);                     // (1, 1, T)
        var chance = (weights.sum(-1) * marked.sum(-1) / earlier).sum().item<float>();
        return chance > 0 ? (weights * marked).sum().item<float>() / chance : 0;
    }
}
