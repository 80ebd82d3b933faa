namespace Heed;

/// <summary>Pairs of features that turn by angles which grow with the place of a token.</summary>
internal static class Rotary
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
    /// <param name="x">(…, N, 2P).</param>
    /// <param name="angle">Broadcasts to (…, N, P); in double precision.</param>
    /// <param name="halves">Whether a pair is a feature and the one half a width further on; else neighbours make a pair.</param>
    public static Tensor Turn(Tensor x, Tensor angle, bool halves)
    {
        var d = x.shape[^1];
        var (cos, sin) = (angle.cos().to(x.dtype), angle.sin().to(x.dtype));
        var pairs = halves ? x.reshape([.. x.shape[..^1], 2, d / 2]) : x.reshape([.. x.shape[..^1], d / 2, 2]).transpose(-2, -1);
        var (a, b) = (pairs.select(-2, 0), pairs.select(-2, 1));                           // (…, N, P)
        var rotated = torch.stack([a * cos - b * sin, a * sin + b * cos], -2);              // (…, N, 2, P)
        return (halves ? rotated : rotated.transpose(-2, -1)).reshape(x.shape);
    }

    /// <summary>The vectors with some of their features turned, the first or the last, as vectors of so many features would be.</summary>
    /// <param name="x">(…, N, D).</param>
    /// <param name="angle">Broadcasts to (…, N, P), P half of the features that turn; in double precision.</param>
    /// <param name="isLast">Whether the last features turn.</param>
    /// <param name="halves">As of <see cref="Turn"/>.</param>
    /// <exception cref="ArgumentException">There are not as many features.</exception>
    public static Tensor TurnPart(Tensor x, Tensor angle, bool isLast, bool halves)
    {
        var turned = 2 * angle.shape[^1];
        RequireWidth(x, turned);
        var rest = x.shape[^1] - turned;
        if (turned == 0 || x.shape[^2] == 0) return x;
        var (first, last) = isLast ? (rest, turned) : (turned, rest);
        var (a, b) = (x.narrow(-1, 0, first), x.narrow(-1, first, last));
        return torch.cat(isLast ? [a, Turn(b, angle, halves)] : [Turn(a, angle, halves), b], -1);
    }

    /// <summary>Refuses vectors that have fewer features than are to be turned, before an angle is computed for each of these.</summary>
    public static void RequireWidth(Tensor x, long turned)
    {
        if (turned > x.shape[^1])
            throw new ArgumentException($"Vectors have {x.shape[^1]} features, of which {turned} cannot be rotated: give a smaller "
                + "rotary_dim.");
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
