using Heed.Laws;

namespace Heed.Relations;

/// <summary>Bounded memory of one slot in which all tokens weigh alike holds the mean of their values.</summary>
public sealed class OneSlotThatWeighsAlikeIsUniform : Relation
{
    /// <inheritdoc />
    public override string Left => "abc";

    /// <inheritdoc />
    public override string Right => "uniform + causal";

    /// <inheritdoc />
    public override string Statement => "Bounded memory of one slot in which all tokens weigh alike holds the mean of their values.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("s", torch.zeros_like(draw["s"].narrow(3, 0, 1)));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
