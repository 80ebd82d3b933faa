namespace Heed.Relations;

/// <summary>Segments of one length without gaps are blocks.</summary>
public sealed class SegmentsWithoutGapsAreBlocks : Relation
{
    /// <inheritdoc />
    public override string Left => "longnet([4], [1])";

    /// <inheritdoc />
    public override string Right => "block-local(4)";

    /// <inheritdoc />
    public override string Statement => "Segments of one length without gaps are blocks.";
}
