namespace Heed.Models.Plain;

/// <summary>erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, to the last digits of float32 and beyond.</summary>
internal static class ErrorFunction
{
    private const double Series = 3;                                                       // up to there its terms do not cancel
    private const double All = 6;                                                          // from there on it is 1 in double precision
    private const int Fraction = 60;

    /// <summary>erf(x), within 1e-14.</summary>
    /// <param name="x">Any number.</param>
    public static double Of(double x) => double.IsNaN(x) ? x : Math.Abs(x) switch
    {
        < Series => Small(x),
        < All => Math.CopySign(1 - Rest(Math.Abs(x)), x),
        _ => Math.Sign(x),
    };

    /// <summary>2/√π e^(−x²) Σₙ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms of one sign.</summary>
    private static double Small(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 − erf(x) as Laplace's continued fraction, from its end.</summary>
    private static double Rest(double x)
    {
        var below = x;
        for (var n = Fraction; n > 0; n--) below = x + (n / 2.0 / below);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * below);
    }
}
