namespace Heed.Pairwise.Preparing;

/// <summary>Turning pairs of features by angles.</summary>
internal static class Turning
{
    /// <summary>How fast each pair turns: base^(−2a/width) for pair a.</summary>
    /// <param name="base">What speeds are powers of.</param>
    /// <param name="width">Features, an even number.</param>
    /// <returns>(width/2), in double precision.</returns>
    public static Tensor Speeds(double @base, long width) =>
        torch.pow(@base, torch.arange(0, width, 2, torch.float64) / -(double)width);

    /// <summary>The angles of each place.</summary>
    /// <param name="places">Where tokens stand.</param>
    /// <param name="speeds">(P).</param>
    /// <returns>(N, P), in double precision.</returns>
    public static Tensor Angles(IReadOnlyList<long> places, Tensor speeds) =>
        Places.Of(places).to(torch.float64).unsqueeze(-1) * speeds;

    /// <summary>The vectors with each pair turned by its angle.</summary>
    /// <param name="x">(B, H, N, 2P).</param>
    /// <param name="angle">Broadcasts to (B, H, N, P); in double precision.</param>
    /// <param name="pairing">Which features make a pair.</param>
    public static Tensor Turn(this Tensor x, Tensor angle, RopePairing pairing)
    {
        var d = x.shape[^1];
        var (cos, sin) = (angle.cos().to(x.dtype), angle.sin().to(x.dtype));
        var halves = pairing == RopePairing.Halves;
        var pairs = halves ? x.reshape([.. x.shape[..^1], 2, d / 2]) : x.reshape([.. x.shape[..^1], d / 2, 2]).transpose(-2, -1);
        var (a, b) = (pairs.select(-2, 0), pairs.select(-2, 1));                           // (B, H, N, P)
        var rotated = torch.stack([a * cos - b * sin, a * sin + b * cos], -2);              // (B, H, N, 2, P)
        return (halves ? rotated : rotated.transpose(-2, -1)).reshape(x.shape);
    }

    /// <summary>What was turned, recorded where that is wanted.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">Queries.</param>
    /// <param name="k">Keys.</param>
    public static (Tensor Q, Tensor K) Noted(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.Trace?.Record("q_rotated", q);
        inputs.Trace?.Record("k_rotated", k);
        return (q, k);
    }

    /// <summary>Refuses widths that cannot be turned.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="word">Who turns.</param>
    /// <param name="turned">How many features at least.</param>
    /// <exception cref="ArgumentException">Queries and keys differ in width, or features make no pairs, or are too few.</exception>
    public static void Check(Inputs inputs, string word, long turned = 2)
    {
        inputs.RequireEqualWidths();
        if (inputs.WidthK % 2 != 0)
            throw new ArgumentException($"'{word}' rotates features in pairs, and a width of {inputs.WidthK} is odd.", "k");
        if (inputs.WidthK < turned)
            throw new ArgumentException($"'{word}' rotates {turned} features, and there are {inputs.WidthK} only.", "k");
    }

    /// <summary>Features that are turned, as they were given.</summary>
    /// <param name="rotaryDim">The option.</param>
    public static long Even(long rotaryDim) => rotaryDim >= 2 && rotaryDim % 2 == 0 ? rotaryDim
        : throw new ArgumentOutOfRangeException(nameof(rotaryDim), rotaryDim, "Pairs are rotated: give an even number from 2 on.");

    /// <summary>A base, as it was given.</summary>
    /// <param name="base">The option.</param>
    public static double Positive(double @base) => @base > 0 ? @base
        : throw new ArgumentOutOfRangeException(nameof(@base), @base, "The base must be positive.");
}
