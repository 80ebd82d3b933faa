namespace Heed.Cells;

/// <summary>The plain recurrent network with a rectifier, whose state may grow without bound.</summary>
public sealed class ReluCell : Cell
{
    /// <inheritdoc />
    public override string Id => "rnn-relu";

    /// <inheritdoc />
    public override Citation Cite { get; } =
        new("Le, Jaitly and Hinton", "A Simple Way to Initialize Recurrent Networks of Rectified Linear Units", 2015, "arXiv:1504.00941");

    /// <inheritdoc />
    public override string Formula => "hₜ = max(0, W xₜ + U hₜ₋₁ + b)";

    /// <inheritdoc />
    public override string Gates => "h";

    /// <inheritdoc />
    public override CellState Step(Tensor x, CellState state, CellWeights weights) =>
        new((weights.Of(x) + weights.From(state.Output)).relu());
}
