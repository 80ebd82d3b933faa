using Heed.Laws;

namespace Heed.Relations;

/// <summary>One step of a Hopfield network is attention whose keys are its values.</summary>
public sealed class OneHopfieldStepIsAttention : Relation
{
    /// <inheritdoc />
    public override string Left => "hopfield";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "One step of a Hopfield network is attention whose keys are its values.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("q", draw["xi"]).With("k", draw["x"]).With("v", draw["x"]).Only("q", "k", "v");
}
