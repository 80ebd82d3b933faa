namespace Heed.Models.Metrics;

/// <summary>
/// BLEU (Papineni et al. 2002) of a whole corpus, as sacreBLEU (Post 2018, arXiv:1804.08771) computes it by default: words of
/// <see cref="Tokenizer13a"/>, case kept, runs of one to four words, the closest reference length (the shorter of two equally close), and
/// exponential smoothing: the k-th order without a match counts as 1 / 2ᵏ of a match.
/// </summary>
public sealed class Bleu
{
    private const int Orders = 4;

    private readonly long[] matches = new long[Orders];
    private readonly long[] totals = new long[Orders];

    /// <summary>Words written.</summary>
    public long Written { get; private set; }

    /// <summary>Words of the closest references.</summary>
    public long Wanted { get; private set; }

    /// <summary>The share of runs of one to four words that a reference has, in percent, smoothed; 0 where nothing matched.</summary>
    public IReadOnlyList<double> Precisions => Smoothed();

    /// <summary>The penalty for writing less than the references do.</summary>
    public double BrevityPenalty => Written >= Wanted ? 1 : Written == 0 ? 0 : Math.Exp(1 - (double)Wanted / Written);

    /// <summary>From 0 to 100.</summary>
    public double Score =>
        Smoothed() is var precisions && precisions.All(p => p > 0) ? BrevityPenalty * Math.Exp(precisions.Average(Math.Log)) : 0;

    /// <summary>Counts one sentence.</summary>
    /// <param name="written">What the model wrote.</param>
    /// <param name="references">What would be right; at least one.</param>
    public void Add(string written, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) throw new ArgumentException("There is no reference to compare with.", nameof(references));
        var words = Tokenizer13a.Cut(written);
        var wanted = references.Select(Tokenizer13a.Cut).ToArray();
        Written += words.Length;
        Wanted += wanted.Select(w => w.Length).OrderBy(n => Math.Abs(n - words.Length)).ThenBy(n => n).First();
        for (var n = 1; n <= Orders; n++)
        {
            var most = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (run, count) in wanted.SelectMany(w => Counted.Runs(w, n)))
                most[run] = Math.Max(count, most.GetValueOrDefault(run));
            matches[n - 1] += Counted.Shared(Counted.Runs(words, n), most);
            totals[n - 1] += Math.Max(0, words.Length - n + 1);
        }
    }

    private double[] Smoothed()
    {
        var precisions = new double[Orders];
        if (matches.All(m => m == 0)) return precisions;
        var share = 1.0;
        for (var n = 0; n < Orders && totals[n] > 0; n++)
            precisions[n] = 100.0 * (matches[n] > 0 ? matches[n] : share /= 2) / totals[n];
        return precisions;
    }
}
