using Heed.Laws;

namespace Heed.Relations;

/// <summary>A mixture of one score with weight 1 is causal attention.</summary>
public sealed class MixtureOfOneScoreIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "multi-token(1, 1)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A mixture of one score with weight 1 is causal attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("theta", torch.ones_like(draw["theta"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
