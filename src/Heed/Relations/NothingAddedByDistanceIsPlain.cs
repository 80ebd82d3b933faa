using Heed.Laws;

namespace Heed.Relations;

/// <summary>Relative attention whose vectors of distances are zero is plain.</summary>
public sealed class NothingAddedByDistanceIsPlain : Relation
{
    /// <inheritdoc />
    public override string Left => "skewed-relative + causal";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "Relative attention whose vectors of distances are zero is plain.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("e_r", torch.zeros_like(draw["e_r"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
