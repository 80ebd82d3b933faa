using Heed.Laws;

namespace Heed.Relations;

/// <summary>Lightning attention is scalar-gated linear attention whose gate never changes.</summary>
public sealed class LightningIsAConstantGate : Relation
{
    /// <inheritdoc />
    public override string Left => "lightning";

    /// <inheritdoc />
    public override string Right => "simple-gla";

    /// <inheritdoc />
    public override string Statement => "Lightning attention is scalar-gated linear attention whose gate never changes.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("log_decay", Constant(draw["q"]));

    private static Tensor Constant(Tensor q) =>
        (torch.arange(q.shape[1], torch.float64) * (-8.0 / q.shape[1])).view(1, -1, 1).expand(q.shape[0], -1, q.shape[2]);
}
