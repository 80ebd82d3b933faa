using Heed.Laws;

namespace Heed.Relations;

/// <summary>Where its temperature is one, Rodimus is gated linear attention whose keys are as long as the gate is open.</summary>
public sealed class ColdRodimusIsGla : Relation
{
    /// <inheritdoc />
    public override string Left => "rodimus";

    /// <inheritdoc />
    public override string Right => "gla";

    /// <inheritdoc />
    public override string Statement =>
        "Where its temperature is one, Rodimus is gated linear attention whose keys are as long as the gate is open.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("tau", torch.full_like(draw["tau"], 100));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "v")
        .With("k", torch.nn.functional.normalize(draw["k"], p: 2, dim: -1) * torch.nn.functional.softplus(draw["g"]))
        .With("log_decay", -torch.nn.functional.softplus(draw["g"]));
}
