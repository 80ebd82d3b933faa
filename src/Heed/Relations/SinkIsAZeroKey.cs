using Heed.Laws;

namespace Heed.Relations;

/// <summary>Softmax-1 is softmax with one extra key and value of zeros.</summary>
public sealed class SinkIsAZeroKey : Relation
{
    /// <inheritdoc />
    public override string Left => "softmax-one";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Softmax-1 is softmax with one extra key and value of zeros.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("k", WithZero(draw["k"])).With("v", WithZero(draw["v"]));

    private static Tensor WithZero(Tensor x) => torch.cat([torch.zeros_like(x.narrow(2, 0, 1)), x], 2);
}
