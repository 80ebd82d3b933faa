using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A yardstick: each token reads itself, so nothing is mixed.</summary>
public sealed class Identity : PlacePattern, ICataloged<Identity>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "identity",
        Name = "No mixing",
        Cite = null,
        Formula = "oᵢ = vᵢ",
        Tex = "o_i = v_i",
        Cost = new("nd", "d", "d"),
        Witness = new("identity",
            -0.750987, 0.912945, -0.00885131, -0.905578, -0.262375, 0.986628,
            -0.558789, -0.521551, 0.313229, 0.73319, -0.923458, 0.0353983),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => parts.Add(new Kernels.Window(1, Offset(inputs)));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, SeesOnlySelf = true };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long? Window => 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => i == j;
}
