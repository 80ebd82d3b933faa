using Heed.Laws;

namespace Heed.Relations;

/// <summary>Comba without feedback is scalar-gated linear attention to values times how strongly they are written.</summary>
public sealed class NoFeedbackIsAGate : Relation
{
    /// <inheritdoc />
    public override string Left => "comba";

    /// <inheritdoc />
    public override string Right => "simple-gla";

    /// <inheritdoc />
    public override string Statement =>
        "Comba without feedback is scalar-gated linear attention to values times how strongly they are written.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("p", torch.zeros_like(draw["p"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "log_decay").With("v", draw["v"] * draw["beta"].unsqueeze(-1));
}
