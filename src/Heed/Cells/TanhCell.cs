namespace Heed.Cells;

/// <summary>The plain recurrent network: the new state is a squashed sum of input and old state.</summary>
public sealed class TanhCell : Cell
{
    /// <inheritdoc />
    public override string Id => "rnn-tanh";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Elman", "Finding Structure in Time", 1990, "doi:10.1207/s15516709cog1402_1");

    /// <inheritdoc />
    public override string Formula => "hₜ = tanh(W xₜ + U hₜ₋₁ + b)";

    /// <inheritdoc />
    public override string Gates => "h";

    /// <inheritdoc />
    public override CellState Step(Tensor x, CellState state, CellWeights weights) =>
        new((weights.Of(x) + weights.From(state.Output)).tanh());
}
