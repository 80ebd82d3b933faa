using Heed.Models.Checkpoints;
using Heed.Models.Judging;

namespace Heed.Models.History;

/// <summary>What a comparison found.</summary>
/// <param name="Data">What all learned from.</param>
/// <param name="Steps">Steps of each model.</param>
/// <param name="Batch">Pairs of a step.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Lengths">The classes of source lengths that occur in the test, in order.</param>
/// <param name="EqualSeconds">The processor time of the fastest model, the median over seeds, at which all are compared once more.</param>
/// <param name="Models">The models, in the order of their history.</param>
/// <param name="Beside">Models that were trained in another way and judged on the same test.</param>
public sealed record HistoryReport(
    LearnedFrom Data, long Steps, int Batch, IReadOnlyList<int> Seeds, int Threads, IReadOnlyList<string> Lengths, double EqualSeconds,
    IReadOnlyList<HistoryEntry> Models, IReadOnlyList<HistoryBeside> Beside)
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
/// <param name="Runs">What was found with each seed.</param>
/// <param name="Map">The file of its alignment map, of the first seed; null when it has no attention.</param>
public sealed record HistoryEntry(string Kind, string Name, string Cite, long Parameters, IReadOnlyList<HistorySeed> Runs, string? Map)
{
    /// <summary>The symbol error rate on sources of a class of lengths; null when there were none.</summary>
    /// <param name="length">The name of the class.</param>
    public Spread? Errors(string length) => Over(r => r.Test.ByLength.TryGetValue(length, out var marks) ? marks.SymbolErrorRate : null);

    /// <summary>The middle and the range over seeds; null when no seed has the number.</summary>
    /// <param name="number">What to take of each run.</param>
    public Spread? Over(Func<HistorySeed, double?> number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return Spread.Of([.. Runs.Select(number).OfType<double>()]);
    }
}

/// <summary>What was found of one model with one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Seconds">How long its training took, validation included.</param>
/// <param name="ProcessorSeconds">How much time of processors it took.</param>
/// <param name="Validation">Its best validation loss at equal steps, in nats a symbol.</param>
/// <param name="ValidationAtEqualTime">
/// Its best validation loss in the processor time that the fastest model needed; null when it was not validated so early.
/// </param>
/// <param name="Test">How good its translations are; of the best checkpoint.</param>
public sealed record HistorySeed(int Seed, double Seconds, double ProcessorSeconds, double Validation,
    double? ValidationAtEqualTime, Examined Test);

/// <summary>A number that was measured with several seeds.</summary>
/// <param name="Middle">The median; of two, their mean.</param>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
public readonly record struct Spread(double Middle, double Low, double High)
{
    /// <summary>The spread of numbers; null when there are none.</summary>
    /// <param name="numbers">In any order.</param>
    public static Spread? Of(IReadOnlyCollection<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? null : new((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
