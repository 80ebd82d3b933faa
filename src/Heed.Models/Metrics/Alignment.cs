namespace Heed.Models.Metrics;

/// <summary>
/// How well attention agrees with known alignments. A is the source symbol that each target symbol reads most (argmax; the
/// first of equal ones); S are the sure links, P the sure and the possible ones. Target symbols of which no link is known are
/// left out of A, as the end is.
/// </summary>
public sealed class Alignment
{
    private long drawn;
    private long sure;
    private long inSure;
    private long inPossible;
    private double mass;
    private long judged;

    /// <summary>
    /// The alignment error rate of Och and Ney (2003), 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|), over all pairs; 0 is perfect. A target symbol
    /// with several sure links makes 0 unreachable, because A has one link each. NaN where nothing was counted.
    /// </summary>
    public double ErrorRate => 1 - (inSure + inPossible) / (double)(drawn + sure);

    /// <summary>The mean share of attention that lies on sure links, over the target symbols that have one.</summary>
    public double MassOnGold => mass / judged;

    /// <summary>How many links were drawn.</summary>
    public long Links => drawn;

    /// <summary>Counts one pair.</summary>
    /// <param name="weights">Row-major: how much target symbol i reads of source symbol j.</param>
    /// <param name="keys">How many source symbols there are: the length of a row.</param>
    /// <param name="links">The sure links.</param>
    /// <param name="possible">The links that are neither required nor wrong.</param>
    /// <exception cref="ArgumentException">A link leads outside the weights.</exception>
    public void Add(ReadOnlySpan<float> weights, int keys, IReadOnlyList<Link> links, IReadOnlyList<Link>? possible = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        ArgumentNullException.ThrowIfNull(links);
        var all = links.Concat(possible ?? []).ToHashSet();
        var gold = links.ToHashSet();
        foreach (var link in all)
        {
            if (link.Source < 0 || link.Source >= keys || link.Target < 0 || (link.Target + 1) * keys > weights.Length)
                throw new ArgumentException($"The link from source {link.Source} to target {link.Target} leads outside weights of "
                    + $"{weights.Length / keys} × {keys}.", nameof(links));
        }

        sure += gold.Count;
        foreach (var target in all.Select(l => l.Target).Distinct())
        {
            var row = weights.Slice(target * keys, keys);
            var link = new Link(Most(row), target);
            drawn++;
            if (gold.Contains(link)) inSure++;
            if (all.Contains(link)) inPossible++;
            if (gold.Where(l => l.Target == target).ToArray() is not { Length: > 0 } own) continue;
            judged++;
            foreach (var l in own) mass += row[l.Source];
        }
    }

    private static int Most(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var j = 1; j < row.Length; j++)
        {
            if (row[j] > row[best]) best = j;
        }

        return best;
    }
}
