using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// A memory that is trained without momentum and forgets nothing follows the delta rule, twice as strongly as a token surprises.
/// </summary>
public sealed class NoMomentumIsTheDeltaRule : Relation
{
    /// <inheritdoc />
    public override string Left => "titans-linear";

    /// <inheritdoc />
    public override string Right => "delta-net + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement =>
        "A memory that is trained without momentum and forgets nothing follows the delta rule, twice as strongly as a token surprises.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("alpha", torch.zeros_like(draw["alpha"]))
        .With("eta", torch.zeros_like(draw["eta"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v").With("beta", 2 * draw["theta"]);
}
