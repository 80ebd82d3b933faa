using Heed.Laws;

namespace Heed.Relations;

/// <summary>When the last map of its network is silent a dense Synthesizer reads everything alike.</summary>
public sealed class SilentNetworkIsUniform : Relation
{
    /// <inheritdoc />
    public override string Left => "synthesizer-dense";

    /// <inheritdoc />
    public override string Right => "uniform + causal";

    /// <inheritdoc />
    public override string Statement => "When the last map of its network is silent a dense Synthesizer reads everything alike.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w2", draw["w2"].zeros_like()).With("b2", draw["b2"].zeros_like());

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("v").With("q", draw["x"]).With("k", draw["x"]);
}
