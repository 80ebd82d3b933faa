using Heed.Laws;

namespace Heed.Relations;

/// <summary>Gated DeltaNet-2 that erases nothing and writes all is gated linear attention.</summary>
public sealed class NothingErasedIsGla : Relation
{
    /// <inheritdoc />
    public override string Left => "gdn2";

    /// <inheritdoc />
    public override string Right => "gla";

    /// <inheritdoc />
    public override string Statement => "Gated DeltaNet-2 that erases nothing and writes all is gated linear attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("b", torch.zeros_like(draw["b"])).With("w", torch.ones_like(draw["w"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "log_decay");
}
