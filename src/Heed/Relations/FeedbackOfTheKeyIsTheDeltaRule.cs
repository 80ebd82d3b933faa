using Heed.Laws;

namespace Heed.Relations;

/// <summary>The delta rule with feedback that asks by the key itself is the delta rule.</summary>
public sealed class FeedbackOfTheKeyIsTheDeltaRule : Relation
{
    /// <inheritdoc />
    public override string Left => "delta-net";

    /// <inheritdoc />
    public override string Right => "feedback-delta";

    /// <inheritdoc />
    public override string Statement => "The delta rule with feedback that asks by the key itself is the delta rule.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("p", draw["k"]);
}
