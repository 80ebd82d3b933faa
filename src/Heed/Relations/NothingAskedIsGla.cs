using Heed.Laws;

namespace Heed.Relations;

/// <summary>RWKV-7 that asks its memory nothing is gated linear attention, without its division by √d.</summary>
public sealed class NothingAskedIsGla : Relation
{
    /// <inheritdoc />
    public override string Left => "rwkv7";

    /// <inheritdoc />
    public override string Right => "gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "RWKV-7 that asks its memory nothing is gated linear attention, without its division by √d.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("a", torch.zeros_like(draw["a"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "log_decay");
}
