namespace Heed.Relations;

/// <summary>A document as long as the text hides nothing.</summary>
public sealed class OneDocumentIsAll : Relation
{
    /// <inheritdoc />
    public override string Left => "document-mask([9])";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A document as long as the text hides nothing.";
}
