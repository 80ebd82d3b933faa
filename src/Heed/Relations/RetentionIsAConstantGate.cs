using Heed.Laws;

namespace Heed.Relations;

/// <summary>Retention is scalar-gated linear attention whose gate never changes.</summary>
public sealed class RetentionIsAConstantGate : Relation
{
    /// <inheritdoc />
    public override string Left => "retention";

    /// <inheritdoc />
    public override string Right => "simple-gla";

    /// <inheritdoc />
    public override string Statement => "Retention is scalar-gated linear attention whose gate never changes.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) =>
        draw.With("log_decay", Constant(draw["q"]));

    private static Tensor Constant(Tensor q) =>
        (1 - torch.pow(2.0, -5 - torch.arange(q.shape[1], torch.float64))).log().view(1, -1, 1).expand(q.shape[0], -1, q.shape[2]);
}
