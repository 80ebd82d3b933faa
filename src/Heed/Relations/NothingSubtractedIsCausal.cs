using Heed.Laws;

namespace Heed.Relations;

/// <summary>When nothing is subtracted the first pair attends alone.</summary>
public sealed class NothingSubtractedIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "differential(0)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When nothing is subtracted the first pair attends alone.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("q", draw["q1"]).With("k", draw["k1"]).Only("q", "k", "v");
}
