using Heed.Laws;

namespace Heed.Relations;

/// <summary>On vectors of length one, the cosine is the dot product.</summary>
public sealed class CosineOfUnitVectors : Relation
{
    /// <inheritdoc />
    public override string Left => "cosine(1)";

    /// <inheritdoc />
    public override string Right => "luong-dot";

    /// <inheritdoc />
    public override string Statement => "On vectors of length one, the cosine is the dot product.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("q", Unit(draw["q"])).With("k", Unit(draw["k"]));

    private static Tensor Unit(Tensor x) => x / x.square().sum(-1, true).sqrt();
}
