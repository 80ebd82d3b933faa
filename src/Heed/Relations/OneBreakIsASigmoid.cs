namespace Heed.Relations;

/// <summary>A stick that is broken once gives the sigmoid of the score.</summary>
public sealed class OneBreakIsASigmoid : Relation
{
    /// <inheritdoc />
    public override string Left => "stick-breaking(true) + identity";

    /// <inheritdoc />
    public override string Right => "sigmoid(0) + identity";

    /// <inheritdoc />
    public override string Statement => "A stick that is broken once gives the sigmoid of the score.";
}
