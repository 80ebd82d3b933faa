using System.Text;

namespace Heed.Models.Metrics;

/// <summary>
/// chrF (Popović 2015): how many runs of one to six characters the text shares with its reference, recall counting β² times as much as
/// precision. As in sacreBLEU's chrF2: β = 2, white space left out, precision and recall averaged over the orders that both texts are long
/// enough for, counts summed over the corpus, and of several references the one that gives the best score of its sentence.
/// </summary>
/// <param name="beta">The weight of recall.</param>
/// <param name="keepSpaces">Whether white space is a character like others.</param>
public sealed class ChrF(double beta = 2, bool keepSpaces = false)
{
    private const int Orders = 6;

    private readonly long[] written = new long[Orders];
    private readonly long[] wanted = new long[Orders];
    private readonly long[] shared = new long[Orders];

    /// <summary>From 0 to 100.</summary>
    public double Score => Of(written, wanted, shared);

    /// <summary>Counts one sentence.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="references">What would be right; at least one.</param>
    public void Add(string text, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) throw new ArgumentException("There is no reference to compare with.", nameof(references));
        var own = Runs(text);
        var best = references.Select(r => Compared(own, Runs(r))).MaxBy(c => Of(c.Written, c.Wanted, c.Shared));
        for (var n = 0; n < Orders; n++)
        {
            written[n] += best.Written[n];
            wanted[n] += best.Wanted[n];
            shared[n] += best.Shared[n];
        }
    }

    private static (long[] Written, long[] Wanted, long[] Shared) Compared(Dictionary<string, int>[] own,
        Dictionary<string, int>[] reference)
    {
        var wanted = reference.Select(r => r.Values.Sum(n => (long)n)).ToArray();
        return ([.. own.Select((o, n) => wanted[n] > 0 ? o.Values.Sum(c => (long)c) : 0)], wanted,
            [.. own.Select((o, n) => (long)Counted.Shared(o, reference[n]))]);
    }

    private double Of(long[] own, long[] reference, long[] both)
    {
        var orders = Enumerable.Range(0, Orders).Where(n => own[n] > 0 && reference[n] > 0).ToArray();
        if (orders.Length == 0) return 0;
        var precision = orders.Average(n => (double)both[n] / own[n]);
        var recall = orders.Average(n => (double)both[n] / reference[n]);
        var weight = beta * beta;
        return precision + recall == 0 ? 0 : 100 * (1 + weight) * precision * recall / (weight * precision + recall);
    }

    private Dictionary<string, int>[] Runs(string text)
    {
        var characters = text.EnumerateRunes().Where(r => keepSpaces || !Rune.IsWhiteSpace(r)).Select(r => r.ToString()).ToArray();
        return [.. Enumerable.Range(1, Orders).Select(n => Counted.Runs(characters, n))];
    }
}
