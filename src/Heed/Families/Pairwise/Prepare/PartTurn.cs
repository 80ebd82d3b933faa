namespace Heed.Pairwise.Preparing;

/// <summary>RoPE on some features only.</summary>
/// <param name="features">How many are rotated, an even number.</param>
/// <param name="part">Which.</param>
/// <param name="base">As of <c>rope</c>, among the rotated ones.</param>
/// <param name="pairing">Which features make a pair.</param>
internal sealed class PartTurn(long features, RotaryPart part, double @base, RopePairing pairing)
{
    private readonly Rope rope = new(@base, pairing);
    private readonly long features = features >= 0 && features % 2 == 0 ? features
        : throw new ArgumentOutOfRangeException("rotaryDim", features, "Features are rotated in pairs, so their number is even.");

    /// <summary>The vectors as they stand at their places.</summary>
    /// <param name="x">(…, N, D).</param>
    /// <param name="places">N places.</param>
    /// <exception cref="ArgumentException">There are not as many features.</exception>
    public Tensor Turned(Tensor x, IReadOnlyList<long> places)
    {
        var rest = x.shape[^1] - features;
        if (rest < 0) throw new ArgumentException($"Vectors have {x.shape[^1]} features, of which {features} cannot be rotated: "
            + "give a smaller rotary_dim.");
        if (features == 0 || places.Count == 0) return x;
        var (first, last) = part == RotaryPart.First ? (features, rest) : (rest, features);
        var (a, b) = (x.narrow(-1, 0, first), x.narrow(-1, first, last));
        return torch.cat(part == RotaryPart.First ? [rope.Rotated(a, places), b] : [a, rope.Rotated(b, places)], -1);
    }
}
