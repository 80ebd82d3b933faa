namespace Heed.Relations;

/// <summary>With a landmark for each token and an exact inverse, Nyström attention is softmax attention.</summary>
public sealed class AllLandmarksAreExact : Relation
{
    /// <inheritdoc />
    public override string Left => "nystrom(landmarks=9, pinv=exact)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "With a landmark for each token and an exact inverse, Nyström attention is softmax attention.";
}
