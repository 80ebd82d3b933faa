using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>
/// From what the decoder knows to the scores of all symbols: one hidden layer of maxout units (Goodfellow et al. 2013), each the larger of
/// two sums.
/// </summary>
internal sealed class MaxoutOutput : torch.nn.Module
{
    private readonly Linear state;
    private readonly Linear symbol;
    private readonly Linear context;
    private readonly Linear output;

    public MaxoutOutput(Start start, long stateWidth, long symbolWidth, long contextWidth, long units, long symbols)
        : base(nameof(MaxoutOutput))
    {
        state = start.Linear(stateWidth, 2 * units);
        symbol = start.Linear(symbolWidth, 2 * units, bias: false);
        context = start.Linear(contextWidth, 2 * units, bias: false);
        output = start.Linear(units, symbols);
        RegisterComponents();
    }

    /// <summary>
    /// Scores, (T, B, V), of states and last symbols, both (T, B, ·), and contexts that are (T, B, ·) or, for all steps the same, (B, ·).
    /// </summary>
    public Tensor Scores(Tensor states, Tensor symbols, Tensor contexts, Noise noise)
    {
        var pairs = (state.call(states) + symbol.call(symbols) + context.call(contexts)).chunk(2, -1);
        return output.call(noise.Drop(pairs[0].maximum(pairs[1]), training));
    }
}
