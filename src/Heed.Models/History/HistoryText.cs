using System.Globalization;
using System.Text;

namespace Heed.Models.History;

/// <summary>Says in words what a comparison found and what it did not; every sentence follows from the numbers.</summary>
public static class HistoryText
{
    private const double Close = 0.03;

    /// <summary>A page with the tables, the findings and the pictures.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="chart">The file of the chart.</param>
    /// <param name="pictures">
    /// What stands before the names of pictures, such as <c>history/</c>; empty when they are beside the page.
    /// </param>
    public static string Page(HistoryReport report, string chart, string pictures = "")
    {
        ArgumentNullException.ThrowIfNull(report);
        var test = report.Models[0].Runs[0].Test.All.Sequences;
        var ranges = report.Seeds.Count > 1 ? " Numbers are medians over the seeds, with the range in brackets." : "";
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# The history of attention on {report.Data.Name}\n\n");
        page.Append(CultureInfo.InvariantCulture,
            $"{report.Models.Count} models of {Range(report)} parameters, each {report.Steps:N0} steps of {report.Batch} pairs, "
                + $"{Seeds(report)}, {report.Threads} thread(s); data sha256 `{report.Data.Sha256}`, "
                + $"judged on {test:N0} sources that no model learned from, written greedily. "
                + $"Symbol errors are edits to the closest reference over its length; the columns by length are symbol errors on sources "
                + $"of so many symbols.{ranges} Times are processor seconds on one machine.\n\n");
        page.Append(HistoryTable.Of(report));
        page.Append("\n## What was found\n\n");
        foreach (var sentence in Findings(report)) page.Append("* ").Append(sentence).Append('\n');
        page.Append(HistoryTable.Beside(report));
        page.Append(CultureInfo.InvariantCulture, $"\n![Symbol errors by the length of the source]({pictures}{chart})\n");
        foreach (var m in report.Models.Where(m => m.Map is not null))
            page.Append(CultureInfo.InvariantCulture, $"\n![Where {m.Name} looked]({pictures}{m.Map})\n");
        return page.ToString();
    }

    /// <summary>What the numbers say, sentence by sentence.</summary>
    /// <param name="report">What was found.</param>
    public static IEnumerable<string> Findings(HistoryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Of("rnn-search") is { } attention)
        {
            if (report.Of("rnn-encoder-decoder") is { } fixedVector)
                yield return Lengths(report, fixedVector, attention, "The fixed vector");
            if (report.Of("lstm-seq2seq") is { } reversed) yield return Lengths(report, reversed, attention, "The reversed LSTM");
            if (report.Of("transformer") is { } transformer) yield return Against(transformer, attention);
        }

        var aligned = report.Models.Select(m => (m.Name, Errors: m.Over(r => r.Test.All.AlignmentErrorRate)))
            .Where(m => m.Errors is not null).OrderBy(m => m.Errors!.Value.Middle).ToArray();
        if (aligned.Length > 0)
            yield return "Against the known alignments "
                + $"{Joined(aligned.Select(m => Invariant($"{m.Name} errs in {m.Errors!.Value.Middle:P1}")))}; "
                + "averaged over layers and heads, on the true target.";
        else yield return "The data has no known alignments, so whether attention looks at the right places was not measured.";
        yield return Times(report);
        yield return report.Seeds.Count > 1
            ? Invariant($"{report.Seeds.Count} seeds say little about rare outcomes: a difference that is smaller than the ranges is none.")
            : "This is one seed: differences that are small beside those between seeds mean nothing.";
    }

    private static string Times(HistoryReport report)
    {
        var best = report.Models.MinBy(m => m.Over(r => r.Validation)!.Value.Middle)!;
        var early = report.Models.Select(m => (m.Name, Loss: m.Over(r => r.ValidationAtEqualTime))).Where(m => m.Loss is not null)
            .OrderBy(m => m.Loss!.Value.Middle).ToArray();
        return Invariant($"By validation loss the best at equal steps is {best.Name} ")
            + Invariant($"({best.Over(r => r.Validation)!.Value.Middle:F3} nats a symbol)")
            + (early.Length == 0 ? "; no model was validated in the time of the fastest."
                : Invariant($"; in the {report.EqualSeconds:N0} seconds of the fastest it is {early[0].Name} ")
                    + Invariant($"({early[0].Loss!.Value.Middle:F3}). The rates of slower models were meant for more steps, ")
                    + "which counts against them here.");
    }

    private static string Lengths(HistoryReport report, HistoryEntry without, HistoryEntry with, string who)
    {
        var (brief, lengthy) = (report.Lengths[0], report.Lengths[^1]);
        if (without.Errors(brief) is not { } short1 || with.Errors(brief) is not { } short2
            || without.Errors(lengthy) is not { } long1 || with.Errors(lengthy) is not { } long2)
            return $"{who} cannot be compared: the test has sources of one length only.";
        var (worse, better) = (long1.Middle, long2.Middle);
        var times = better > 0 ? Invariant($" ({worse / better:F1} times)") : "";
        var numbers = Invariant($"on sources of {lengthy} symbols it errs in {worse:P1} of symbols, ")
            + Invariant($"and {with.Name} in {better:P1}{times}; ")
            + Invariant($"on sources of {brief} in {short1.Middle:P1} and {short2.Middle:P1}");
        var (fails, alike) = (worse >= 2 * better && worse > better, Math.Abs(short1.Middle - short2.Middle) <= Close);
        return (fails, alike) switch
        {
            (true, true) => $"{who} fails on long sources only: {numbers}.",
            (true, false) => $"{who} is far worse on long sources, but short ones differ too: {numbers}.",
            (false, true) => $"{who} does not fail on long sources here: {numbers}. "
                + "That one vector is too small for a long source does not show in it.",
            _ => $"{who} differs, but not more on long sources than on short ones: {numbers}.",
        };
    }

    private static string Against(HistoryEntry transformer, HistoryEntry attention)
    {
        var (t, a) = (Middle(transformer, r => r.Test.All.SymbolErrorRate), Middle(attention, r => r.Test.All.SymbolErrorRate));
        var verdict = t < a ? "makes fewer errors than" : t > a ? "makes more errors than" : "makes as many errors as";
        var time = Middle(transformer, r => r.ProcessorSeconds) / Middle(attention, r => r.ProcessorSeconds);
        return Invariant($"The {transformer.Name} {verdict} {attention.Name} after the same steps ({t:P2} against {a:P2} of symbols), ")
            + Invariant($"in {time:F2} of its time.");
    }

    private static double Middle(HistoryEntry entry, Func<HistorySeed, double?> number) => entry.Over(number)!.Value.Middle;

    private static string Seeds(HistoryReport report) =>
        $"{(report.Seeds.Count == 1 ? "seed" : "seeds")} {Joined(report.Seeds.Select(s => s.ToString(CultureInfo.InvariantCulture)))}";

    private static string Range(HistoryReport report) =>
        Invariant($"{report.Models.Min(m => m.Parameters):N0} to {report.Models.Max(m => m.Parameters):N0}");

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
