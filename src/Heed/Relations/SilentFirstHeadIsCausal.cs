using Heed.Laws;

namespace Heed.Relations;

/// <summary>When the first head has no scores above 0 nothing is lowered.</summary>
public sealed class SilentFirstHeadIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "selective";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When the first head has no scores above 0 nothing is lowered.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("q", draw["q"] * torch.arange(draw["q"].shape[1]).ne(0).view(-1, 1, 1));
}
