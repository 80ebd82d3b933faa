using Heed.Models.Checkpoints;
using Heed.Models.Judging;

namespace Heed.Models.History;

/// <summary>What a comparison found.</summary>
/// <param name="Data">What all learned from.</param>
/// <param name="Steps">Steps of each model.</param>
/// <param name="Batch">Pairs of a step.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Lengths">The classes of source lengths that occur in the test, in order.</param>
/// <param name="EqualSeconds">The time of the fastest model, at which all are compared once more.</param>
/// <param name="Models">The models, in the order of their history.</param>
public sealed record HistoryReport(LearnedFrom Data, long Steps, int Batch, int Seed, int Threads, IReadOnlyList<string> Lengths, double EqualSeconds, IReadOnlyList<HistoryEntry> Models)
{
    /// <summary>The model of that kind; null when it was not compared.</summary>
    /// <param name="kind">Such as <c>luong</c>.</param>
    public HistoryEntry? Of(string kind) => Models.FirstOrDefault(m => m.Kind == kind);
}

/// <summary>What a comparison found of one model.</summary>
/// <param name="Kind">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cite">Its paper, such as "Bahdanau et al. 2014".</param>
/// <param name="Parameters">How many numbers it learned.</param>
/// <param name="Seconds">How long its training took, validation included.</param>
/// <param name="Validation">Its best validation loss at equal steps, in nats a symbol.</param>
/// <param name="ValidationAtEqualTime">Its best validation loss in the time that the fastest model needed; null when it was not validated so early.</param>
/// <param name="Test">How good its translations are; of the best checkpoint.</param>
/// <param name="Map">The file of its alignment map; null when it has no attention.</param>
public sealed record HistoryEntry(string Kind, string Name, string Cite, long Parameters, double Seconds, double Validation, double? ValidationAtEqualTime, Examined Test, string? Map)
{
    /// <summary>The symbol error rate on sources of a class of lengths; NaN when there were none.</summary>
    /// <param name="length">The name of the class.</param>
    public double Errors(string length) => Test.ByLength.TryGetValue(length, out var marks) ? marks.SymbolErrorRate : double.NaN;
}
