using Heed.Laws;

namespace Heed.Relations;

/// <summary>When keys and values are mixed by the identity, Linformer is softmax attention.</summary>
public sealed class EverythingMixedIntoItselfIsAttention : Relation
{
    /// <inheritdoc />
    public override string Left => "linformer(rank=9, tokens=9)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "When keys and values are mixed by the identity, Linformer is softmax attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) =>
        draw.With("e", torch.eye(9, dtype: draw["e"].dtype)).With("f", torch.eye(9, dtype: draw["f"].dtype));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
