using Heed.Laws;

namespace Heed.Relations;

/// <summary>Parallax that probes along no slope is causal softmax attention.</summary>
public sealed class NothingProbedIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "parallax";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "Parallax that probes along no slope is causal softmax attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("r", torch.zeros_like(draw["r"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
