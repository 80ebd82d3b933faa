namespace Heed.Bench.Reports;

/// <summary>How far two rankings agree.</summary>
public static class Kendall
{
    private const int Resamples = 2000;
    private const double Tail = 0.05;

    /// <summary>Kendall's τ-b, which counts ties in neither ranking as agreement; NaN when all of one ranking is tied.</summary>
    /// <param name="x">One value for each item.</param>
    /// <param name="y">Another value for each item.</param>
    public static double Tau(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} and {y.Length} values cannot be paired.", nameof(y));
        var (agree, differ, tiedX, tiedY) = (0, 0, 0, 0);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (Math.Sign(x[i].CompareTo(x[j])), Math.Sign(y[i].CompareTo(y[j])));
                if (a * b > 0) agree++;
                else if (a * b < 0) differ++;
                else if (a == 0 && b != 0) tiedX++;
                else if (b == 0 && a != 0) tiedY++;
            }
        }

        return (agree - differ) / Math.Sqrt((double)(agree + differ + tiedX) * (agree + differ + tiedY));
    }

    /// <summary>
    /// Where 90 % of the values lie when items are drawn again, with repetition: the range that so few items can tell. The same
    /// items give the same range.
    /// </summary>
    /// <param name="x">One value for each item.</param>
    /// <param name="y">Another value for each item.</param>
    /// <returns>NaN for fewer than three items.</returns>
    public static (double Lower, double Upper) Interval(double[] x, double[] y)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length < 3) return (double.NaN, double.NaN);
        var random = new Random(x.Length);
        var taus = new List<double>();
        for (var r = 0; r < Resamples; r++)
        {
            var chosen = Enumerable.Range(0, x.Length).Select(_ => random.Next(x.Length)).ToArray();
            var tau = Tau([.. chosen.Select(i => x[i])], [.. chosen.Select(i => y[i])]);
            if (double.IsFinite(tau)) taus.Add(tau);
        }

        taus.Sort();
        return taus.Count == 0 ? (double.NaN, double.NaN) : (taus[(int)(taus.Count * Tail)], taus[(int)(taus.Count * (1 - Tail))]);
    }
}
