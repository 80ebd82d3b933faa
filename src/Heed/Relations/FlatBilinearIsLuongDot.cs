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
    protected override Draw ForLeft(Draw draw) => draw with { Signals = draw.Signals.Select((_, w) => torch.eye(w.shape[0], dtype: w.dtype)) };

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw with { Signals = [] };
}
