using Heed.Laws;

namespace Heed.Relations;

/// <summary>Where all features are erased and all parts of a value written as strongly, two gates are the delta rule.</summary>
public sealed class EqualGatesAreTheDeltaRule : Relation
{
    /// <inheritdoc />
    public override string Left => "delta-net";

    /// <inheritdoc />
    public override string Right => "two-gate-delta";

    /// <inheritdoc />
    public override string Statement =>
        "Where all features are erased and all parts of a value written as strongly, two gates are the delta rule.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v")
        .With("b", draw["beta"].unsqueeze(-1).expand(-1, -1, -1, draw["k"].shape[3]))
        .With("w", draw["beta"].unsqueeze(-1).expand(-1, -1, -1, draw["v"].shape[3]));
}
