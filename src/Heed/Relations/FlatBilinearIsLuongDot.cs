using Heed.Laws;

namespace Heed.Relations;

/// <summary>With the identity between query and key, bilinear attention is dot-product attention.</summary>
public sealed class FlatBilinearIsLuongDot : Relation
{
    /// <inheritdoc />
    public override string Left => "bilinear";

    /// <inheritdoc />
    public override string Right => "luong-dot";

    /// <inheritdoc />
    public override string Statement => "With the identity between query and key, bilinear attention is dot-product attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w_a", torch.eye(draw["w_a"].shape[0], dtype: draw["w_a"].dtype));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
