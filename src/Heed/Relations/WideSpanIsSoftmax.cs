using Heed.Laws;

namespace Heed.Relations;

/// <summary>A span that reaches past the text fades nothing.</summary>
public sealed class WideSpanIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "adaptive-span(2, 1e-15)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A span that reaches past the text fades nothing.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("z", draw["z"] + draw["k"].shape[2]);

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
