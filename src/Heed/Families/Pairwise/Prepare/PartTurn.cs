namespace Heed.Pairwise.Preparing;

/// <summary>RoPE on some features only.</summary>
/// <param name="features">How many are rotated, an even number.</param>
/// <param name="part">Which.</param>
/// <param name="base">As of <c>rope</c>, among the rotated ones.</param>
/// <param name="pairing">Which features make a pair.</param>
internal sealed class PartTurn(long features, RotaryPart part, double @base, RopePairing pairing)
{
    private readonly double @base = Rotary.Positive(@base);
    private readonly long features = features >= 0 && features % 2 == 0 ? features
        : throw new ArgumentOutOfRangeException("rotaryDim", features, "Features are rotated in pairs, so their number is even.");

    /// <summary>The vectors as they stand at their places.</summary>
    /// <param name="x">(…, N, D).</param>
    /// <param name="places">N places.</param>
    /// <exception cref="ArgumentException">There are not as many features.</exception>
    public Tensor Turned(Tensor x, IReadOnlyList<long> places)
    {
        if (features == 0) return x;
        Rotary.RequireWidth(x, features);
        return Rotary.TurnPart(x, Rotary.Angles(places, Rotary.Speeds(@base, features)), part == RotaryPart.Last,
            pairing == RopePairing.Halves);
    }
}
