using Heed.Laws;

namespace Heed.Relations;

/// <summary>Counts with vectors of zeros are no position.</summary>
public sealed class NoVectorsOfCountsAreNoPlace : Relation
{
    /// <inheritdoc />
    public override string Left => "cope";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Counts with vectors of zeros are no position.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("pos_emb", torch.zeros_like(draw["pos_emb"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
