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

    /// <summary>Whether a number is the one that was printed with six significant digits.</summary>
    /// <param name="printed">The printed number.</param>
    /// <param name="computed">The number in full.</param>
    public static bool Agree(double printed, double computed) =>
        Math.Abs(printed - computed) <= 5.01e-6 * Math.Max(Math.Abs(printed), 0.01);
}
