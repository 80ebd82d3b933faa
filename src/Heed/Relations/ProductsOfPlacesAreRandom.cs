using Heed.Laws;

namespace Heed.Relations;

/// <summary>The factorised Synthesizer is the random one whose scores are products of two thin matrices.</summary>
public sealed class ProductsOfPlacesAreRandom : Relation
{
    /// <inheritdoc />
    public override string Left => "synthesizer-factorised(tokens=9)";

    /// <inheritdoc />
    public override string Right => "synthesizer-random(tokens=9)";

    /// <inheritdoc />
    public override string Statement => "The factorised Synthesizer is the random one whose scores are products of two thin matrices.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("v").With("r", draw["a"].matmul(draw["b"].transpose(-2, -1)));
}
