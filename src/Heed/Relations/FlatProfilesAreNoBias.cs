using Heed.Laws;

namespace Heed.Relations;

/// <summary>Profiles of zeros are no bias.</summary>
public sealed class FlatProfilesAreNoBias : Relation
{
    /// <inheritdoc />
    public override string Left => "content-relative-bias";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Profiles of zeros are no bias.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("p", torch.zeros_like(draw["p"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
