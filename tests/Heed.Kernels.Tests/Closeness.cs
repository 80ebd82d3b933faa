namespace Heed.Kernels.Tests;

/// <summary>How near a result must be to the definition. This is where the tests read the
/// kernels' bounds, so it is judged itself, by results that are barely wrong.</summary>
/// <param name="Share">The largest error as a share of what is allowed; a NaN is infinitely far.</param>
/// <param name="At">Where it is.</param>
internal readonly record struct Closeness(double Share, int At)
{
    /// <summary>Outputs, or weights, whose values are at most 1.</summary>
    /// <param name="got">What a kernel gave.</param>
    /// <param name="want">What the definition says.</param>
    /// <param name="size">S, the largest size of a score.</param>
    /// <param name="largest">The largest value.</param>
    public static Closeness OfOutput(ReadOnlySpan<float> got, ReadOnlySpan<double> want, double size, double largest = 1)
    {
        var allowed = Attention.ErrorBound * (1 + size) * largest;
        return Worst(got, want, _ => allowed);
    }

    /// <summary>Logarithms of denominators.</summary>
    public static Closeness OfLogSumExp(ReadOnlySpan<float> got, ReadOnlySpan<double> want, double size)
        => Worst(got, want, x => Attention.ErrorBound * (1 + size + Math.Abs(x)));

    /// <summary>Gradients of one tensor.</summary>
    public static Closeness OfGradient(ReadOnlySpan<float> got, ReadOnlySpan<double> want)
    {
        var largest = 0.0;
        foreach (var x in want) largest = Math.Max(largest, Math.Abs(x));
        return Worst(got, want, _ => Attention.GradientBound * (1 + largest));
    }

    /// <summary>Fails when the result is further than allowed.</summary>
    public void Demand(ReadOnlySpan<float> got, ReadOnlySpan<double> want, string what)
    {
        if (Share <= 1) return;
        Assert.Fail($"{what} {At} is {got[At]}; the definition says {want[At]}. That is {Share:G3} of what is allowed.");
    }

    private static Closeness Worst(ReadOnlySpan<float> got, ReadOnlySpan<double> want, Func<double, double> allowed)
    {
        Assert.Equal(want.Length, got.Length);
        var worst = new Closeness(0, 0);
        for (var i = 0; i < got.Length; i++)
        {
            if (got[i] == want[i]) continue;
            var share = Math.Abs(got[i] - want[i]) / allowed(want[i]);
            if (!(share <= worst.Share)) worst = new(double.IsNaN(share) ? double.PositiveInfinity : share, i);
        }
        return worst;
    }
}
