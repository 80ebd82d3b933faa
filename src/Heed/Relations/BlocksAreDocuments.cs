namespace Heed.Relations;

/// <summary>Blocks are documents of equal length.</summary>
public sealed class BlocksAreDocuments : Relation
{
    /// <inheritdoc />
    public override string Left => "block-local(4)";

    /// <inheritdoc />
    public override string Right => "document-mask([4, 4])";

    /// <inheritdoc />
    public override string Statement => "Blocks are documents of equal length.";
}
