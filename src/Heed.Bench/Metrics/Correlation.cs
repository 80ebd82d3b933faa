namespace Heed.Bench.Metrics;

/// <summary>How well two rows of numbers agree: in proportion, or in order only.</summary>
public static class Correlation
{
    /// <summary>Pearson's correlation; NaN where one of them is constant.</summary>
    /// <param name="x">At least two numbers.</param>
    /// <param name="y">As many.</param>
    /// <exception cref="ArgumentException">They are not as many, or fewer than two.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length || x.Length < 2)
            throw new ArgumentException($"{x.Length} and {y.Length} numbers cannot be correlated: give two or more of each.", nameof(y));
        var (meanX, meanY) = (Mean(x), Mean(y));
        var (both, ofX, ofY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            (both, ofX, ofY) = (both + dx * dy, ofX + dx * dx, ofY + dy * dy);
        }

        return ofX == 0 || ofY == 0 ? double.NaN : Math.Clamp(both / Math.Sqrt(ofX * ofY), -1, 1);
    }

    /// <summary>
    /// Spearman's: Pearson's correlation of the ranks, equal numbers having the mean of theirs; NaN where one is constant.
    /// </summary>
    /// <remarks>
    /// Without the mean, the many equal zeros of a sparse row would be ranked by their place, and the order of the keys would
    /// pass for their importance.
    /// </remarks>
    /// <param name="x">At least two numbers.</param>
    /// <param name="y">As many.</param>
    /// <exception cref="ArgumentException">They are not as many, or fewer than two.</exception>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(AverageRanks(x), AverageRanks(y));

    /// <summary>The rank of each number from 1 on; equal numbers share the mean of the ranks that they take up.</summary>
    /// <param name="x">Any numbers.</param>
    public static double[] AverageRanks(ReadOnlySpan<double> x)
    {
        var sorted = x.ToArray();
        var order = Enumerable.Range(0, x.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[x.Length];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i]) end++;
            for (var j = i; j < end; j++) ranks[order[j]] = (i + 1 + end) / 2.0;
            i = end;
        }

        return ranks;
    }

    private static double Mean(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var number in x) sum += number;
        return sum / x.Length;
    }
}
