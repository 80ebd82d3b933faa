namespace Heed.Relations;

/// <summary>Keeping all keys is softmax.</summary>
public sealed class TopAllIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "top-k(9)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Keeping all keys is softmax.";
}
