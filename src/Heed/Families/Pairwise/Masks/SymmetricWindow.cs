using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A token reads itself and the few tokens on either side of it.</summary>
/// <remarks>What a Longformer does for most tokens of a text that is read as a whole.</remarks>
/// <param name="radius">How many keys a query sees on either side of its own.</param>
public sealed class SymmetricWindow(long radius = 2) : PlacePattern, ICataloged<SymmetricWindow>
{
    private readonly long radius = radius >= 0 ? radius
        : throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is not negative.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "symmetric-window",
        Name = "Symmetric sliding window",
        Cite = new("Beltagy, Peters and Cohan", "Longformer: The Long-Document Transformer", 2020, "arXiv:2004.05150"),
        Formula = "oᵢ = Σ_{|i−j|≤r} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sum_{|i-j| \le r} \mathrm{softmax}_{|i-j| \le r}\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("nrd", "nd", "rd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs)
    {
        var seen = (int)Math.Min(radius, 1 << 22);
        parts.Add(new Kernels.Window((2 * seen) + 1, Offset(inputs) + seen));
    }

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Relative, SeesOnlySelf = radius == 0 };

    /// <inheritdoc />
    public override bool HidesLater => radius == 0;

    /// <inheritdoc />
    public override long? Window => radius + 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => Math.Abs(i - j) <= radius;
}
