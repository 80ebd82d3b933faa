using Heed.Kernels;
using Heed.Lowering;

namespace Heed.Pairwise.Preparing;

/// <summary>
/// Queries and keys are rotated, two features at a time, by an angle that grows with their position;
/// the angle between them then tells their distance.
/// </summary>
/// <remarks>Positions count keys from 0; the last query stands at the last key. The width must be even.</remarks>
/// <param name="base">The pair a is rotated by position · base^(−2a/d).</param>
/// <param name="pairing">Which features make a pair.</param>
public sealed class Rope(double @base = 10000, RopePairing pairing = RopePairing.Halves) : Prepare, ICataloged<Rope>
{
    private readonly double @base = Rotary.Positive(@base);
    // calls of a batch and of its layers have one length
    private Rotation? last;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rope",
        Name = "RoPE (rotary position embedding)",
        Cite = new("Su et al.", "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021, "arXiv:2104.09864"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((R(i)qᵢ)·(R(j)kⱼ) / √d) vⱼ,  angle(t, a) = t·base^(−2a/d)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{(R_i q_i) \cdot (R_j k_j)}{\sqrt d}\right) v_j,\quad "
            + @"\theta_a = \mathrm{base}^{-2a/d}",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("rope",
            0.221198, -0.0457182, -0.183147, 0.19815, 0.197911, -0.149744,
            -0.0732793, 0.210734, 0.134547, -0.212435, 0.042262, 0.177261),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Rotates = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // they are rotated in the kernel, or before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "rope");
        return Turning.Noted(inputs, Rotated(q, inputs.Places.Queries), Rotated(k, inputs.Places.Keys));
    }

    /// <inheritdoc />
    public override Rotation Rotation(Inputs inputs)
    {
        Turning.Check(inputs, "rope");
        return last = LoweredRotation.Of(inputs, @base, pairing == RopePairing.Halves ? Pairing.Halves : Pairing.Adjacent, last);
    }

    internal Tensor Rotated(Tensor x, IReadOnlyList<long> places) =>
        x.Turn(Rotary.Angles(places, Rotary.Speeds(@base, x.shape[^1])), pairing);
}
