namespace Heed.Models.Alignments;

/// <summary>How the state of a recurrent decoder finds what it needs in the source.</summary>
internal abstract class Alignment(string name) : torch.nn.Module(name)
{
    /// <summary>The canonical name, which reads back as the same alignment.</summary>
    public abstract string Words { get; }

    /// <summary>Prepares a source.</summary>
    /// <param name="memory">(B, S, D).</param>
    /// <param name="hidden">Padding, (B, S) boolean; null = none.</param>
    /// <param name="lengths">(B) float32.</param>
    public virtual AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) => new(memory)
    {
        Bias = hidden is null ? null : torch.zeros_like(hidden, torch.float32).Filled(hidden, double.NegativeInfinity).unsqueeze(1),
        Lengths = lengths,
    };

    /// <summary>What states read.</summary>
    /// <param name="queries">States of consecutive steps, (B, T, Q).</param>
    /// <param name="source">The prepared source.</param>
    /// <param name="first">The number of the first step, from 0.</param>
    /// <param name="trace">Where to record the weights.</param>
    /// <returns>(B, T, D).</returns>
    public virtual Tensor Look(Tensor queries, AlignedSource source, int first, AttentionTrace? trace)
    {
        var weights = Weigh(queries, source, first);                                       // (B, T, S)
        trace?.Record(AttentionPlace.Cross, 0, weights.unsqueeze(1));
        return weights.bmm(source.Memory);
    }

    /// <summary>How much each state reads of each source symbol, (B, T, S); 0 behind padding.</summary>
    protected abstract Tensor Weigh(Tensor queries, AlignedSource source, int first);
}
