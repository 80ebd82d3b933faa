using Heed.Models.Data;
using Heed.Models.Metrics;

namespace Heed.Models.Judging;

/// <summary>Adds up what the marks of a set of pairs consist of.</summary>
/// <param name="segmentation">How targets are put together.</param>
internal sealed class Marking(Segmentation segmentation)
{
    private readonly Tally tally = new();
    private readonly Bleu bleu = new();
    private readonly ChrF chrF = new();
    private readonly Alignment alignment = new();
    private double nats;
    private long symbols;

    public bool IsEmpty => tally.Sequences == 0;

    public Marks Marks => new(tally.Sequences, tally.SequenceAccuracy, tally.TokenAccuracy, tally.SymbolErrorRate,
        bleu.Score, chrF.Score, nats / symbols, alignment.Links > 0 ? alignment.ErrorRate : null,
        alignment.Links > 0 && !double.IsNaN(alignment.MassOnGold) ? alignment.MassOnGold : null);

    public void Add(Pair pair, string[] written, double pairNats)
    {
        tally.Add(written, [.. pair.References]);
        var references = pair.References.Select(segmentation.Join).ToArray();
        var text = segmentation.Join(written);
        bleu.Add(text, references);
        chrF.Add(text, references);
        nats += pairNats;
        symbols += pair.Target.Count + 1;
    }

    public void Align(Pair pair, ReadOnlySpan<float> weights, int keys) => alignment.Add(weights, keys, pair.Links!, pair.Possible);
}
