namespace Heed.Models;

/// <summary>A model that predicts symbols one after the other, given those before: what a trainer needs to know of it.</summary>
/// <remarks>
/// <para>
/// All weights are float32 and stand in <c>state_dict()</c> under names that do not change; nothing else is needed to restore it.
/// </para>
/// <para>
/// Dropout draws from the seed and the step alone (<see cref="BeginStep"/>), so a training that goes on from a checkpoint draws
/// what it would have drawn.
/// </para>
/// </remarks>
public abstract class SequenceModel : torch.nn.Module
{
    private protected SequenceModel(ModelSpec spec) : base(spec.Kind)
    {
        Spec = spec;
        Noise = new(spec.Seed, spec.Dropout);
    }

    /// <summary>What it was built from.</summary>
    public ModelSpec Spec { get; }

    /// <summary>How many numbers are learned.</summary>
    public long Size => parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    private protected Noise Noise { get; }

    /// <summary>Builds the untrained model of a description.</summary>
    /// <param name="spec">Its kind, sizes and seed.</param>
    /// <exception cref="ArgumentException">
    /// An unknown kind, sizes that do not fit, or an attention that makes no sense in its place.
    /// </exception>
    public static SequenceModel Build(ModelSpec spec) => ModelKind.Named(spec.Kind).Build(spec);

    /// <summary>Names the step of training that comes next, from which dropout is drawn.</summary>
    /// <param name="step">Counted from 0.</param>
    public void BeginStep(long step) => Noise.Begin(step, training);

    /// <summary>Scores of all symbols at every place, given the true symbols before it.</summary>
    /// <param name="batch">Rows of examples, or windows for a language model.</param>
    /// <param name="trace">Where to record what was looked at; null = nowhere, at no cost.</param>
    /// <returns>(B, T, V), before the softmax.</returns>
    /// <exception cref="ArgumentException">The batch is not of the sort that this model reads.</exception>
    public abstract Tensor Logits(Batch batch, AttentionTrace? trace = null);

    /// <summary>The mean cross-entropy of a predicted symbol, in nats; padding does not count.</summary>
    /// <param name="batch">Rows of examples, or windows for a language model.</param>
    /// <param name="labelSmoothing">The share of the truth that is spread evenly over all symbols.</param>
    /// <returns>A scalar, which belongs to the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The batch is not of the sort that this model reads.</exception>
    public virtual Tensor Loss(Batch batch, double labelSmoothing = 0)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Logits(batch);                                                        // (B, T, V)
        return torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad,
            label_smoothing: labelSmoothing)
            .MoveToOuterDisposeScope();
    }
}
