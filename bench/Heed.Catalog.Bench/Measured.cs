using System.Globalization;
using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>One word at one length, beside exact attention in turn with it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Tokens">n.</param>
/// <param name="Backward">Whether gradients of all inputs are computed too.</param>
/// <param name="Samples">Rounds.</param>
/// <param name="Seconds">The median of its calls.</param>
/// <param name="Exact">The median of exact attention's.</param>
/// <param name="Ratio">The median of their ratios, round by round.</param>
/// <param name="Lower">A quarter of the ratios lies below.</param>
/// <param name="Upper">A quarter of them lies above.</param>
/// <param name="Route">Which way it went, and why not the other.</param>
internal sealed record Measured(
    string Word, long Tokens, bool Backward, int Samples, double Seconds, double Exact, double Ratio, double Lower, double Upper,
    string Route)
{
    public const string Head = "word,tokens,pass,samples,seconds,exact,ratio,lower,upper,route";

    private static readonly Budget Time = new(0.4, 0.002, 3, 11, 5);

    /// <summary>Measures it, on one thread.</summary>
    public static Measured Of(string word, long tokens, bool backward, CancellationToken stop)
    {
        using var exact = new WordCall(Catalog.Find("scaled-dot-product")!.Mechanism, tokens, backward);
        using var one = new WordCall(Catalog.Find(word)!.Mechanism, tokens, backward);
        var seconds = Turns.Measure([one, exact], Time, 1, stop);
        var (own, others, ratio) = (Quartiles.Of(seconds[0]), Quartiles.Of(seconds[1]),
            Quartiles.Of(seconds[0].Zip(seconds[1], (a, b) => a / b)));
        return new(word, tokens, backward, ratio.Count, own.Median, others.Median, ratio.Median, ratio.Lower, ratio.Upper,
            one.Taken.ToString());
    }

    /// <summary>As a line of comma-separated values; the route stands last and may hold commas.</summary>
    public override string ToString() => string.Join(',', Word, Tokens, Backward ? "forward+backward" : "forward", Samples,
        Text(Seconds), Text(Exact), Text(Ratio), Text(Lower), Text(Upper), Route);

    /// <summary>Reads such a line; null when it is none.</summary>
    public static Measured? Parse(string line)
    {
        if (line.Split(',', 10) is not { Length: 10 } f || f[2] is not ("forward" or "forward+backward")) return null;
        return new(f[0], long.Parse(f[1], CultureInfo.InvariantCulture), f[2] != "forward", int.Parse(f[3], CultureInfo.InvariantCulture),
            Number(f[4]), Number(f[5]), Number(f[6]), Number(f[7]), Number(f[8]), f[9]);
    }

    private static string Text(double x) => x.ToString("g4", CultureInfo.InvariantCulture);

    private static double Number(string x) => double.Parse(x, CultureInfo.InvariantCulture);
}
