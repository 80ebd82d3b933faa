namespace Heed.Cells;

/// <summary>
/// Long short-term memory: what is remembered is only ever added to and faded, and gates decide what is written, kept and said.
/// </summary>
/// <remarks>
/// With peepholes (Gers and Schmidhuber 2000) the gates also see the memory:
/// input and forget gate the old one, the output gate the new one.
/// </remarks>
public sealed class LstmCell : Cell
{
    /// <inheritdoc />
    public override string Id => "lstm";

    /// <inheritdoc />
    public override Citation Cite { get; } = new("Hochreiter and Schmidhuber; Gers, Schmidhuber and Cummins",
        "Learning to Forget: Continual Prediction with LSTM", 2000, "doi:10.1162/089976600300015015");

    /// <inheritdoc />
    public override string Formula => "i, f, o = σ(W x + U h + b);  g = tanh(…);  c = f∘c + i∘g;  h = o∘tanh(c)";

    /// <inheritdoc />
    public override string Gates => "ifgo";

    /// <inheritdoc />
    public override bool HasMemory => true;

    /// <inheritdoc />
    public override CellState Step(Tensor x, CellState state, CellWeights weights)
    {
        var parts = (weights.Of(x) + weights.From(state.Output)).chunk(4, -1);
        var seen = weights.Peepholes?.unbind(0);                                            // i, f, o: (W) each
        var old = state.Memory!;
        var (i, f, g) = (Gate(0, 0, old).sigmoid(), Gate(1, 1, old).sigmoid(), parts[2].tanh());
        var memory = f * old + i * g;
        return new(Gate(3, 2, memory).sigmoid() * memory.tanh(), memory);

        Tensor Gate(int part, int peephole, Tensor sees) => seen is null ? parts[part] : parts[part] + seen[peephole] * sees;
    }
}
