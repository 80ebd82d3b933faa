using Heed.Laws;

namespace Heed.Relations;

/// <summary>Without fading, gated linear attention is linear attention.</summary>
public sealed class OpenGateIsLinear : Relation
{
    /// <inheritdoc />
    public override string Left => "simple-gla";

    /// <inheritdoc />
    public override string Right => "linear-unnormalized";

    /// <inheritdoc />
    public override string Statement => "Without fading, gated linear attention is linear attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("log_decay", torch.zeros_like(draw["log_decay"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
