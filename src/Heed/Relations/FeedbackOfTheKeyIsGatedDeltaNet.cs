using Heed.Laws;

namespace Heed.Relations;

/// <summary>Comba whose feedback is the key itself is Gated DeltaNet.</summary>
public sealed class FeedbackOfTheKeyIsGatedDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-delta-net";

    /// <inheritdoc />
    public override string Right => "comba";

    /// <inheritdoc />
    public override string Statement => "Comba whose feedback is the key itself is Gated DeltaNet.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("p", draw["k"]);
}
