namespace Heed.Cells;

/// <summary>The gated unit as it was published: the reset gate decides what of the state is shown to the product.</summary>
public sealed class ChoCell : Cell
{
    /// <inheritdoc />
    public override string Id => "gru-reset-before";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Cho et al.",
        "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014, "arXiv:1406.1078");

    /// <inheritdoc />
    public override string Formula => "r, z = σ(W x + U h + b);  n = tanh(Wₙx + Uₙ(r∘h) + bₙ);  h = (1 − z)∘n + z∘h";

    /// <inheritdoc />
    public override string Gates => "rzn";

    /// <inheritdoc />
    public override CellState Step(Tensor x, CellState state, CellWeights weights)
    {
        var width = state.Output.shape[^1];
        var given = weights.Of(x).chunk(3, -1);
        var (hidden, bias) = (weights.Hidden.split([2 * width, width], 0), weights.HiddenBias?.split([2 * width, width], 0));
        var gates = (torch.cat(given[..2], -1) + torch.nn.functional.linear(state.Output, hidden[0], bias?[0])).sigmoid();
        var (r, z) = (gates.narrow(-1, 0, width), gates.narrow(-1, width, width));
        var n = (given[2] + torch.nn.functional.linear(r * state.Output, hidden[1], bias?[1])).tanh();
        return new((1 - z) * n + z * state.Output);
    }
}
