using Heed.Laws;

namespace Heed.Relations;

/// <summary>Attention that feels nothing of how much was read is additive attention.</summary>
public sealed class NothingFeltIsAdditive : Relation
{
    /// <inheritdoc />
    public override string Left => "coverage";

    /// <inheritdoc />
    public override string Right => "additive";

    /// <inheritdoc />
    public override string Statement => "Attention that feels nothing of how much was read is additive attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w_c", torch.zeros_like(draw["w_c"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "w_q", "w_k", "v_a");
}
