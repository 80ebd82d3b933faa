namespace Heed.Cells;

/// <summary>
/// One step of a recurrent network: from what stands at this place and the state before it to the state after it. This is the
/// definition, in any floating type; weights have PyTorch's names, shapes and order of gates.
/// </summary>
public abstract class Cell
{
    /// <summary>Every cell.</summary>
    public static IReadOnlyList<Cell> All { get; } = [new TanhCell(), new ReluCell(), new GruCell(), new ChoCell(), new LstmCell()];

    /// <summary>The word that names it in files.</summary>
    public abstract string Id { get; }

    /// <summary>Where it was published.</summary>
    public abstract Citation Cite { get; }

    /// <summary>The formula in one line.</summary>
    public abstract string Formula { get; }

    /// <summary>The gates in the order of their rows in the weights, one letter each.</summary>
    public abstract string Gates { get; }

    /// <summary>Whether it keeps a second state that is not its output.</summary>
    public virtual bool HasMemory => false;

    /// <summary>The cell of that id, or null.</summary>
    /// <param name="id">Such as <c>gru</c>.</param>
    public static Cell? Find(string id) => All.FirstOrDefault(c => c.Id == id);

    /// <summary>One step.</summary>
    /// <param name="x">(B, I).</param>
    /// <param name="state">The state before it.</param>
    /// <param name="weights">Its weights.</param>
    public abstract CellState Step(Tensor x, CellState state, CellWeights weights);

    /// <summary>A whole sequence, one step after the other.</summary>
    /// <param name="x">(B, T, I).</param>
    /// <param name="start">The state before the first step.</param>
    /// <param name="weights">Its weights.</param>
    /// <returns>The outputs of all steps, (B, T, W), and the last state.</returns>
    /// <exception cref="ArgumentException">A tensor does not fit; the message names it, its shape and the one expected.</exception>
    public (Tensor Output, CellState Last) Run(Tensor x, CellState start, CellWeights weights)
    {
        weights.Check(this, x, start);
        var outputs = new List<Tensor>();
        foreach (var at in x.unbind(1)) outputs.Add((start = Step(at, start, weights)).Output);
        return (torch.stack(outputs, 1), start);
    }
}

/// <summary>What a cell keeps between two steps.</summary>
/// <param name="Output">(B, W), which is also what it says.</param>
/// <param name="Memory">(B, W) of an LSTM; null for all others.</param>
public sealed record CellState(Tensor Output, Tensor? Memory = null);

/// <summary>The weights of a cell with g gates.</summary>
/// <param name="Input">weight_ih, (g·W, I).</param>
/// <param name="Hidden">weight_hh, (g·W, W).</param>
/// <param name="InputBias">bias_ih, (g·W); null = none.</param>
/// <param name="HiddenBias">bias_hh, (g·W); null = none.</param>
/// <param name="Peepholes">(3, W): how much the input, forget and output gate see of an LSTM's memory; null = nothing.</param>
public sealed record CellWeights(Tensor Input, Tensor Hidden, Tensor? InputBias = null, Tensor? HiddenBias = null, Tensor? Peepholes = null)
{
    /// <summary>What the input says to all gates, (B, g·W).</summary>
    internal Tensor Of(Tensor x) => torch.nn.functional.linear(x, Input, InputBias);

    /// <summary>What the state says to all gates, (B, g·W).</summary>
    internal Tensor From(Tensor h) => torch.nn.functional.linear(h, Hidden, HiddenBias);

    internal void Check(Cell cell, Tensor x, CellState start)
    {
        if (x.dim() != 3) throw new ArgumentException($"'x' has shape ({string.Join(", ", x.shape)}); expected (B, T, I).", nameof(x));
        var (b, i, w) = (x.shape[0], x.shape[2], Hidden.shape[^1]);
        var rows = cell.Gates.Length * w;
        Is("w_ih", Input, rows, i);
        Is("w_hh", Hidden, rows, w);
        Is("b_ih", InputBias, rows);
        Is("b_hh", HiddenBias, rows);
        Is("peepholes", Peepholes, 3, w);
        Is("h0", start.Output, b, w);
        Is("c0", start.Memory, b, w);
        if (cell.HasMemory != start.Memory is not null)
            throw new ArgumentException($"The cell '{cell.Id}' {(cell.HasMemory ? "needs" : "has no")} 'c0'.", nameof(start));
    }

    private static void Is(string name, Tensor? t, params long[] expected)
    {
        if (t is not null && !t.shape.SequenceEqual(expected))
            throw new ArgumentException(
                $"'{name}' has shape ({string.Join(", ", t.shape)}); expected ({string.Join(", ", expected)}).", name);
    }
}
