namespace Heed.Relations;

/// <summary>Entmax with α = 1 is softmax.</summary>
public sealed class EntmaxAtTheStartIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "entmax(1)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Entmax with α = 1 is softmax.";
}
