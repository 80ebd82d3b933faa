using Heed.Laws;

namespace Heed.Relations;

/// <summary>Luong's concat is Bahdanau's additive score with its two matrices side by side.</summary>
public sealed class TwoMatricesSideBySide : Relation
{
    /// <inheritdoc />
    public override string Left => "additive";

    /// <inheritdoc />
    public override string Right => "luong-concat";

    /// <inheritdoc />
    public override string Statement => "Luong's concat is Bahdanau's additive score with its two matrices side by side.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "v_a").With("w_a", torch.cat([draw["w_q"], draw["w_k"]], 1));
}
