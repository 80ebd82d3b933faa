using Heed.Laws;

namespace Heed.Relations;

/// <summary>Where all gates let in as much, the gate of random feature attention is a decay of memory and divisor alone.</summary>
public sealed class EqualGatesAreAFadingRfa : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-rfa";

    /// <inheritdoc />
    public override string Right => "rfa + simple-gla";

    /// <inheritdoc />
    public override string Statement =>
        "Where all gates let in as much, the gate of random feature attention is a decay of memory and divisor alone.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("log_decay", torch.full_like(draw["log_decay"], -0.25));
}
