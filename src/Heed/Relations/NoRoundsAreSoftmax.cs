namespace Heed.Relations;

/// <summary>Without rounds only the rows are divided, which is softmax.</summary>
public sealed class NoRoundsAreSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "sinkhorn(0)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Without rounds only the rows are divided, which is softmax.";
}
