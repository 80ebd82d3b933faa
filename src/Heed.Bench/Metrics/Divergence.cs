namespace Heed.Bench.Metrics;

/// <summary>How far one distribution over keys is from another, in nats where it is an information.</summary>
public static class Divergence
{
    /// <summary>
    /// The least that the second distribution of <see cref="KullbackLeibler"/> is taken to give a key. A mechanism that gives a key exactly
    /// nothing would be infinitely wrong about it; with this floor each key that it misses costs p·(ln p + 27.6).
    /// </summary>
    public const double Floor = 1e-12;

    /// <summary>Σ p ln(p/q), with q not below <see cref="Floor"/> (Kullback and Leibler 1951).</summary>
    /// <param name="p">The true distribution.</param>
    /// <param name="q">The other one.</param>
    /// <exception cref="ArgumentException">They are over different numbers of keys.</exception>
    public static double KullbackLeibler(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        Same(p, q);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            if (p[i] > 0) sum += p[i] * Math.Log(p[i] / Math.Max(q[i], Floor));
        }

        return sum;
    }

    /// <summary>Half the divergences of both from their mean (Lin 1991): from 0 to ln 2, and never infinite.</summary>
    /// <param name="p">One distribution.</param>
    /// <param name="q">The other.</param>
    /// <exception cref="ArgumentException">They are over different numbers of keys.</exception>
    public static double JensenShannon(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        Same(p, q);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var mean = (p[i] + q[i]) / 2;
            if (p[i] > 0) sum += p[i] * Math.Log(p[i] / mean);
            if (q[i] > 0) sum += q[i] * Math.Log(q[i] / mean);
        }

        return sum / 2;
    }

    /// <summary>½ Σ |p − q|: the share of the weight that would have to be moved.</summary>
    /// <param name="p">One distribution.</param>
    /// <param name="q">The other.</param>
    /// <exception cref="ArgumentException">They are over different numbers of keys.</exception>
    public static double TotalVariation(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        Same(p, q);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++) sum += Math.Abs(p[i] - q[i]);
        return sum / 2;
    }

    /// <summary>−Σ p ln p: 0 when one key has everything, ln n when n keys have the same.</summary>
    /// <param name="p">A distribution.</param>
    public static double Entropy(ReadOnlySpan<double> p)
    {
        var sum = 0.0;
        foreach (var share in p)
        {
            if (share > 0) sum -= share * Math.Log(share);
        }

        return sum;
    }

    private static void Same(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.Length != q.Length)
            throw new ArgumentException($"Distributions over {p.Length} and {q.Length} keys cannot be compared.", nameof(q));
    }
}
