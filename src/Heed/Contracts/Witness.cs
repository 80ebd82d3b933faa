using System.Globalization;

namespace Heed;

/// <summary>
/// The output for the third of four tokens on fixed inputs, computed by plain loops in another language (<c>tools/witness</c>).
/// </summary>
/// <remarks>
/// Laws cannot see everything: a bias of the wrong sign keeps all of them. The inputs are functions of the 1-based position i in
/// each tensor, row-major: queries sin i, keys cos i, values sin 2i; what must be negative −(1 + sin 3i)/2, what lies between 0 and 1
/// (1 + cos 3i)/2, and any other input sin(3i)/2. One text, four tokens, width four, three heads unless said otherwise.
/// </remarks>
/// <param name="Expression">The mechanism with the options that the numbers were made with.</param>
/// <param name="ThirdToken">Its output at the third token, heads after one another.</param>
public sealed record Witness(string Expression, params double[] ThirdToken)
{
    /// <summary>Query heads H.</summary>
    public int Heads { get; init; } = 3;

    /// <summary>Key and value heads G.</summary>
    public int Groups { get; init; } = 3;

    /// <summary>Tokens N, queries and keys alike.</summary>
    public const int Tokens = 4;

    /// <summary>Width D of queries, keys and values.</summary>
    public const int Width = 4;

    /// <summary>Random features, where there are any.</summary>
    public const int RandomFeatures = 8;

    private const int Digits = 6;

    /// <summary>By how much two orders of adding up may differ in float64, as a share of the larger of 1 and the number.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Whether a number is the one that was printed with six significant digits, or with more where it has more.</summary>
    /// <param name="printed">The printed number; zeros at its end need not be written.</param>
    /// <param name="computed">The number in full.</param>
    public static bool Agree(double printed, double computed) =>
        Math.Abs(printed - computed) <= HalfOfLastDigit(Math.Abs(printed)) + (Rounding * Math.Max(1, Math.Abs(printed)));

    private static double HalfOfLastDigit(double printed)
    {
        if (printed == 0) return 0;
        var written = printed.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].TrimStart('0', '.').Count(char.IsDigit);
        return 0.5 * Math.Pow(10, Math.Floor(Math.Log10(printed)) + 1 - Math.Max(written, Digits));
    }
}
