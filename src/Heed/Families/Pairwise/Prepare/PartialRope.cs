using Heed.Kernels;
using Heed.Lowering;

namespace Heed.Pairwise.Preparing;

/// <summary>
/// Only the first features of queries and keys are rotated by an angle that grows with their position; the others tell what a token
/// holds wherever it stands.
/// </summary>
/// <remarks>
/// Pairs lie within the features that are rotated, and their angles are those of a vector of so many features. The width must be even.
/// </remarks>
/// <param name="rotaryDim">How many features are rotated, an even number.</param>
/// <param name="base">The pair a is rotated by position · base^(−2a/r), r the features that are rotated.</param>
/// <param name="pairing">Which of them make a pair.</param>
public sealed class PartialRope(long rotaryDim = 4, double @base = 10000, RopePairing pairing = RopePairing.Halves)
    : Prepare, ICataloged<PartialRope>
{
    private readonly double @base = Rotary.Positive(@base);
    private readonly long turned = Rotary.Even(rotaryDim);
    // calls of a batch and of its layers have one length
    private Rotation? last;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "partial-rope",
        Name = "Partial RoPE (the first features)",
        Cite = new("Black et al.", "GPT-NeoX-20B: An Open-Source Autoregressive Language Model", 2022, "arXiv:2204.06745"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((R(i)qᵢ)·(R(j)kⱼ) / √d) vⱼ,  angle(t, a) = t·base^(−2a/r) for a < r/2",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{(R_i q_i) \cdot (R_j k_j)}{\sqrt d}\right) v_j,\quad "
            + @"\theta_a = \mathrm{base}^{-2a/r},\; a < r/2",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Rotates = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // they are rotated in the kernel, or before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "partial-rope", turned);
        var speeds = Rotary.Speeds(@base, turned);
        return Turning.Noted(inputs, Turned(q, inputs.Places.Queries), Turned(k, inputs.Places.Keys));

        Tensor Turned(Tensor x, IReadOnlyList<long> places)
        {
            var first = x.narrow(-1, 0, turned).Turn(Rotary.Angles(places, speeds), pairing);
            return torch.cat([first, x.narrow(-1, turned, x.shape[^1] - turned)], -1);
        }
    }

    /// <inheritdoc />
    public override Rotation Rotation(Inputs inputs)
    {
        Turning.Check(inputs, "partial-rope", turned);
        return last = LoweredRotation.Of(inputs, @base, pairing == RopePairing.Halves ? Pairing.Halves : Pairing.Adjacent, last, turned);
    }
}
