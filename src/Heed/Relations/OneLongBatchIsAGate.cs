using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// A memory that is trained without momentum and in one batch is scalar-gated linear attention to values times twice their surprise.
/// </summary>
public sealed class OneLongBatchIsAGate : Relation
{
    /// <inheritdoc />
    public override string Left => "titans-linear(1000)";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement =>
        "A memory that is trained without momentum and in one batch is scalar-gated linear attention to values times twice their surprise.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("eta", torch.zeros_like(draw["eta"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k")
        .With("v", draw["v"] * (2 * draw["theta"]).unsqueeze(-1))
        .With("log_decay", (1 - draw["alpha"]).log());
}
