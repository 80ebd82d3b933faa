using Heed.Laws;

namespace Heed.Relations;

/// <summary>When both ways made the same text and the gate is half open, the loop gate blends causal attention and a window.</summary>
public sealed class HalfOpenGateIsABlend : Relation
{
    /// <inheritdoc />
    public override string Left => "loop-gate(3)";

    /// <inheritdoc />
    public override string Right => "blend(causal, sliding-window(3))";

    /// <inheritdoc />
    public override string Statement =>
        "When both ways made the same text and the gate is half open, the loop gate blends causal attention and a window.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("k2", draw["k1"]).With("v2", draw["v1"]).With("w", draw["w"].zeros_like()).With("b", draw["b"].zeros_like());

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("k", draw["k1"]).With("v", draw["v1"]).Only("q", "k", "v");
}
