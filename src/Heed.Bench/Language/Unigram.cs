using Heed.Models.Data;

namespace Heed.Bench.Language;

/// <summary>The yardstick that knows how frequent each symbol is and nothing else.</summary>
internal static class Unigram
{
    /// <summary>The mean cross-entropy of a symbol of the kept text, in nats; every symbol was seen once more than it was.</summary>
    public static double Nats(TextData text)
    {
        var counts = new double[text.Symbols.Count];
        Array.Fill(counts, 1);
        foreach (var symbol in text.Numbers(Split.Train)) counts[symbol]++;
        var (total, nats) = (counts.Sum(), 0.0);
        foreach (var symbol in text.Numbers(Split.Validation)) nats -= Math.Log(counts[symbol] / total);
        return nats / text.Count(Split.Validation);
    }
}
