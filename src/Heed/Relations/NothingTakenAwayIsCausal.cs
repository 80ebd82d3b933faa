using Heed.Laws;

namespace Heed.Relations;

/// <summary>DeltaFormer that takes nothing away is causal softmax attention.</summary>
public sealed class NothingTakenAwayIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "deltaformer";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "DeltaFormer that takes nothing away is causal softmax attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("beta", torch.zeros_like(draw["beta"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
