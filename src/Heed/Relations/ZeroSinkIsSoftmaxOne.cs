using Heed.Laws;

namespace Heed.Relations;

/// <summary>A learned sink of zero is softmax-1.</summary>
public sealed class ZeroSinkIsSoftmaxOne : Relation
{
    /// <inheritdoc />
    public override string Left => "learned-sink";

    /// <inheritdoc />
    public override string Right => "softmax-one";

    /// <inheritdoc />
    public override string Statement => "A learned sink of zero is softmax-1.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("sink", torch.zeros_like(draw["sink"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
