namespace Heed.Cells;

/// <summary>The gated unit as libraries compute it: one product gives all three parts, and the reset gate acts on its result.</summary>
/// <remarks>The paper lets the reset gate act before the product: that is <see cref="ChoCell"/>.</remarks>
public sealed class GruCell : Cell
{
    /// <inheritdoc />
    public override string Id => "gru";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Cho et al.",
        "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014, "arXiv:1406.1078");

    /// <inheritdoc />
    public override string Formula => "r, z = σ(W x + U h + b);  n = tanh(Wₙx + bₙ + r∘(Uₙh + dₙ));  h = (1 − z)∘n + z∘h";

    /// <inheritdoc />
    public override string Gates => "rzn";

    /// <inheritdoc />
    public override CellState Step(Tensor x, CellState state, CellWeights weights)
    {
        var (given, kept) = (weights.Of(x).chunk(3, -1), weights.From(state.Output).chunk(3, -1));
        var (r, z) = ((given[0] + kept[0]).sigmoid(), (given[1] + kept[1]).sigmoid());
        var n = (given[2] + r * kept[2]).tanh();
        return new((1 - z) * n + z * state.Output);
    }
}
