using Heed.Laws;

namespace Heed.Relations;

/// <summary>With nothing kept of the text before, a segment reads itself.</summary>
public sealed class NoMemoryIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "memory-concat + causal";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "With nothing kept of the text before, a segment reads itself.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) =>
        draw.With("mem_k", draw["mem_k"].narrow(2, 0, 0)).With("mem_v", draw["mem_v"].narrow(2, 0, 0));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
