using Heed.Laws;

namespace Heed.Relations;

/// <summary>Heads that mix by the identity do not talk.</summary>
public sealed class SilentHeads : Relation
{
    /// <inheritdoc />
    public override string Left => "talking-heads";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Heads that mix by the identity do not talk.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w_pre", Same(draw)).With("w_post", Same(draw));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");

    private static Tensor Same(Draw draw) => torch.eye(draw["q"].shape[1], dtype: draw["q"].dtype);
}
