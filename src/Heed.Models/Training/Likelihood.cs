namespace Heed.Models.Training;

/// <summary>How surprised a model is by the truth.</summary>
/// <param name="Nats">The mean cross-entropy of a symbol, natural logarithm; the end of a target counts as a symbol.</param>
/// <param name="Symbols">How many symbols were predicted.</param>
/// <param name="Right">The share of them that the model thought likeliest, given the true ones before.</param>
public readonly record struct Likelihood(double Nats, long Symbols, double Right)
{
    /// <summary>The mean cross-entropy of a symbol in bits: bits per character where symbols are characters.</summary>
    public double Bits => Nats / Math.Log(2);

    /// <summary>e to the power of <see cref="Nats"/>.</summary>
    public double Perplexity => Math.Exp(Nats);

    /// <summary>Measures a model, without dropout and label smoothing. The model is left in the mode in which it was.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">What to predict; each is disposed.</param>
    public static Likelihood Of(SequenceModel model, IEnumerable<Batch> batches)
    {
        ArgumentNullException.ThrowIfNull(model);
        var learned = model.training;
        model.eval();
        try
        {
            using var frozen = torch.no_grad();
            var (nats, symbols, right) = (0.0, 0L, 0L);
            foreach (var batch in batches)
            {
                using var scope = torch.NewDisposeScope();
                using (batch)
                {
                    var logits = model.Logits(batch).flatten(0, 1);                        // (B · T, V)
                    var wanted = batch.Wanted.flatten();                                   // (B · T)
                    nats += torch.nn.functional
                        .cross_entropy(logits, wanted, ignore_index: Models.Symbols.Pad, reduction: torch.nn.Reduction.Sum)
                        .item<float>();
                    right += (logits.argmax(1).eq(wanted) & wanted.ne(Models.Symbols.Pad)).sum().item<long>();
                    symbols += batch.Predicted;
                }
            }

            return new(nats / symbols, symbols, (double)right / symbols);
        }
        finally
        {
            model.train(learned);
        }
    }
}
