namespace Heed.Relations;

/// <summary>A softmax that is not stretched is not clipped.</summary>
public sealed class NothingClippedIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "clipped-softmax(0)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A softmax that is not stretched is not clipped.";
}
