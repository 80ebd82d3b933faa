namespace Heed.Bench.Metrics;

/// <summary>Whether the keys that matter are found, whatever their weights.</summary>
public static class Ordering
{
    /// <summary>
    /// The share of the k heaviest keys that are also among the k heaviest of the other row. Where keys tie for the last places, each has
    /// them with equal probability and the expected share is given, so that uniform weights find k/n and not what happens to stand first.
    /// </summary>
    /// <param name="exact">The true weights.</param>
    /// <param name="other">The other weights.</param>
    /// <param name="k">How many keys.</param>
    /// <exception cref="ArgumentException">The rows have different lengths, or not so many keys.</exception>
    public static double Recall(ReadOnlySpan<double> exact, ReadOnlySpan<double> other, int k)
    {
        if (exact.Length != other.Length || k < 1 || k > exact.Length)
            throw new ArgumentException($"The {k} heaviest of {exact.Length} and {other.Length} keys cannot be compared.", nameof(k));
        var (a, b) = (Chosen(exact, k), Chosen(other, k));
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum / k;
    }

    /// <summary>
    /// The share of pairs of keys with different scores whose weights are in the same order; equal weights count half, so
    /// that uniform weights get ½.
    /// </summary>
    /// <param name="scores">What the weights should follow.</param>
    /// <param name="weights">As many weights.</param>
    /// <exception cref="ArgumentException">They are not as many, or no two scores differ.</exception>
    public static double Agreement(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        if (scores.Length != weights.Length)
            throw new ArgumentException($"{scores.Length} scores and {weights.Length} weights cannot be compared.", nameof(weights));
        var (pairs, halves) = (0L, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var order = scores[i].CompareTo(scores[j]);
                if (order == 0) continue;
                pairs++;
                halves += 1 + order * weights[i].CompareTo(weights[j]);
            }
        }

        return pairs > 0 ? halves / (2.0 * pairs)
            : throw new ArgumentException("No two scores differ, so there is no order to agree with.", nameof(scores));
    }

    /// <summary>The probability that each key is among the k heaviest: 1, 0, or between where it ties for the last places.</summary>
    private static double[] Chosen(ReadOnlySpan<double> weights, int k)
    {
        var sorted = weights.ToArray();
        Array.Sort(sorted);
        var least = sorted[^k];
        var (above, equal) = (0, 0);
        foreach (var w in weights)
        {
            if (w > least) above++;
            else if (w == least) equal++;
        }

        var share = (k - above) / (double)equal;
        var chosen = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++) chosen[i] = weights[i] > least ? 1 : weights[i] == least ? share : 0;
        return chosen;
    }
}
