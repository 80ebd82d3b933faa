using Heed.Laws;

namespace Heed.Relations;

/// <summary>A gated short convolution whose gates are open is a short convolution.</summary>
public sealed class OpenGatesAreAShortConvolution : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-short-convolution";

    /// <inheritdoc />
    public override string Right => "short-convolution(3, none)";

    /// <inheritdoc />
    public override string Statement => "A gated short convolution whose gates are open is a short convolution.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("b", torch.ones_like(draw["b"])).With("c", torch.ones_like(draw["c"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("x", "w");
}
