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
    protected override Draw ForLeft(Draw draw) => draw with { Signals = draw.Signals.Select((_, w) => torch.eye(w.shape[0], dtype: w.dtype)) };

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw with { Signals = [] };
}
