using Heed.Laws;

namespace Heed.Relations;

/// <summary>RWKV-6 that never fades, with a bonus of one, is linear attention, without its division by √d.</summary>
public sealed class BonusOfOneIsLinear : Relation
{
    /// <inheritdoc />
    public override string Left => "rwkv6";

    /// <inheritdoc />
    public override string Right => "linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "RWKV-6 that never fades, with a bonus of one, is linear attention, without its division by √d.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) =>
        draw.With("u", torch.ones_like(draw["u"])).With("log_decay", torch.zeros_like(draw["log_decay"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
