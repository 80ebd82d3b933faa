namespace Heed.Models.Alignments;

/// <summary>How the state of a recurrent decoder finds what it needs in the source.</summary>
/// <param name="name">The name of the class.</param>
/// <param name="words">The expression of the catalog that it computes.</param>
internal abstract class Alignment(string name, string words) : torch.nn.Module(name)
{
    /// <summary>The expression of the catalog that it computes.</summary>
    public string Words => words;

    /// <summary>
    /// What says which symbols a state sees from the place of its own step, which stays at the last symbol once it is there; null = all.
    /// </summary>
    public Mechanism? Window { get; init; }

    /// <summary>Prepares a source.</summary>
    /// <param name="memory">(B, S, D).</param>
    /// <param name="hidden">Padding, (B, S) boolean; null = none.</param>
    /// <param name="lengths">(B) int64.</param>
    public virtual AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) =>
        new(memory) { Visible = hidden?.logical_not(), Lengths = lengths };

    /// <summary>What states read.</summary>
    /// <param name="queries">States of consecutive steps, (B, T, Q).</param>
    /// <param name="source">The prepared source.</param>
    /// <param name="first">The number of the first step, from 0.</param>
    /// <param name="trace">Where to record the weights.</param>
    /// <returns>(B, T, D).</returns>
    public Tensor Look(Tensor queries, AlignedSource source, int first, AttentionTrace? trace)
    {
        var mask = source.Visible is { } visible ? Mask.Keys(visible) : Mask.None;
        return Read(queries, source, Window is { } window ? mask.And(Marching(window, queries, source, first)) : mask, trace);
    }

    /// <summary>Everything that the expression's mechanism reads for these states and this source, by name.</summary>
    /// <param name="queries">(B, T, Q).</param>
    /// <param name="source">The prepared source.</param>
    public abstract SignalSet Given(Tensor queries, AlignedSource source);

    /// <summary>What states read of what they may see.</summary>
    /// <param name="queries">(B, T, Q).</param>
    /// <param name="source">The prepared source.</param>
    /// <param name="mask">What is hidden.</param>
    /// <param name="trace">Where to record the weights.</param>
    /// <returns>(B, T, D).</returns>
    protected abstract Tensor Read(Tensor queries, AlignedSource source, Mask mask, AttentionTrace? trace);

    private static Mask Marching(Mechanism window, Tensor queries, AlignedSource source, int first)
    {
        var symbols = source.Memory.shape[1];
        var seen = window.Visible(symbols, symbols)!;                                      // (S, S)
        var step = torch.arange(first, first + queries.shape[1]).unsqueeze(0);             // (1, T)
        var place = step.minimum(source.Lengths.unsqueeze(1) - 1);                         // (B, T)
        return Mask.Pairs(seen.index_select(0, place.flatten()).view(place.shape[0], 1, place.shape[1], -1));
    }
}
