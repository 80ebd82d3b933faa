using Heed.Laws;

namespace Heed.Relations;

/// <summary>Log-linear attention that reads all levels alike is scalar-gated linear attention, without its division by √d.</summary>
public sealed class EqualLevelsAreOneGate : Relation
{
    /// <inheritdoc />
    public override string Left => "log-linear";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement =>
        "Log-linear attention that reads all levels alike is scalar-gated linear attention, without its division by √d.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("level_scales", torch.ones_like(draw["level_scales"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "log_decay");
}
