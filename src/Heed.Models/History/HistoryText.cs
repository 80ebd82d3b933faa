using System.Globalization;
using System.Text;

namespace Heed.Models.History;

/// <summary>Says in words what a comparison found and what it did not; every sentence follows from the numbers.</summary>
public static class HistoryText
{
    private const double Close = 0.03;

    /// <summary>A page with the table, the findings and the pictures.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="chart">The file of the chart.</param>
    public static string Page(HistoryReport report, string chart)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# The history of attention on {report.Data.Name}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Five models of {Range(report)} parameters, each {report.Steps:N0} steps of {report.Batch} pairs, seed {report.Seed}, {report.Threads} thread(s); data sha256 `{report.Data.Sha256}`, judged on {report.Models[0].Test.All.Sequences:N0} pairs that no model learned from. Times are those of one run on one machine.\n\n");
        page.Append(Table(report));
        page.Append("\n## What was found\n\n");
        foreach (var sentence in Findings(report)) page.Append("* ").Append(sentence).Append('\n');
        page.Append(CultureInfo.InvariantCulture, $"\n![Symbol errors by the length of the source]({chart})\n");
        foreach (var m in report.Models.Where(m => m.Map is not null)) page.Append(CultureInfo.InvariantCulture, $"\n![Where {m.Name} looked]({m.Map})\n");
        return page.ToString();
    }

    /// <summary>What the numbers say, sentence by sentence.</summary>
    /// <param name="report">What was found.</param>
    public static IEnumerable<string> Findings(HistoryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Of("rnn-search") is { } attention)
        {
            if (report.Of("rnn-encoder-decoder") is { } fixedVector) yield return Lengths(report, fixedVector, attention, "The fixed vector");
            if (report.Of("lstm-seq2seq") is { } reversed) yield return Lengths(report, reversed, attention, "The reversed LSTM");
            if (report.Of("transformer") is { } transformer) yield return Against(transformer, attention);
        }

        var aligned = report.Models.Where(m => m.Test.All.AlignmentErrorRate is not null).OrderBy(m => m.Test.All.AlignmentErrorRate).ToArray();
        if (aligned.Length > 0) yield return $"Against the known alignments {Joined(aligned.Select(m => Invariant($"{m.Name} errs in {m.Test.All.AlignmentErrorRate:P1}")))}; averaged over layers and heads, on the true target.";
        else yield return "The data has no known alignments, so whether attention looks at the right places was not measured.";
        var early = report.Models.Where(m => m.ValidationAtEqualTime is not null).OrderBy(m => m.ValidationAtEqualTime).ToArray();
        var best = report.Models.MinBy(m => m.Validation)!;
        yield return Invariant($"By validation loss the best at equal steps is {best.Name} ({best.Validation:F3} nats a symbol)")
            + (early.Length == 0 ? "; no model was validated in the time of the fastest." : Invariant($"; in the {report.EqualSeconds:N0} seconds of the fastest it is {early[0].Name} ({early[0].ValidationAtEqualTime:F3}). The rates of slower models were meant for more steps, which counts against them here."));
        yield return "This is one seed: differences that are small beside those between seeds mean nothing.";
    }

    private static string Lengths(HistoryReport report, HistoryEntry without, HistoryEntry with, string who)
    {
        var (brief, lengthy) = (report.Lengths[0], report.Lengths[^1]);
        var (shortGap, worse, better) = (without.Errors(brief) - with.Errors(brief), without.Errors(lengthy), with.Errors(lengthy));
        var numbers = Invariant($"on sources of {lengthy} symbols it errs in {worse:P1} of symbols, and {with.Name} in {better:P1}{(better > 0 ? Invariant($" ({worse / better:F1} times)") : "")}; on sources of {brief} in {without.Errors(brief):P1} and {with.Errors(brief):P1}");
        var (fails, alike) = (worse >= 2 * better && worse > better, Math.Abs(shortGap) <= Close);
        return (fails, alike) switch
        {
            (true, true) => $"{who} fails on long sources only: {numbers}.",
            (true, false) => $"{who} is far worse on long sources, but it is not as good on short ones either: {numbers}.",
            (false, true) => $"{who} does not fail on long sources here: {numbers}. The essay's story was not found for it.",
            _ => $"{who} differs, but not by length as the essay has it: {numbers}.",
        };
    }

    private static string Against(HistoryEntry transformer, HistoryEntry attention)
    {
        var (t, a) = (transformer.Test.All.SymbolErrorRate, attention.Test.All.SymbolErrorRate);
        var verdict = t < a ? "makes fewer errors than" : t > a ? "makes more errors than" : "makes as many errors as";
        return Invariant($"The {transformer.Name} {verdict} {attention.Name} after the same steps ({t:P2} against {a:P2} of symbols), in {transformer.Seconds / attention.Seconds:F2} of its time.");
    }

    private static string Table(HistoryReport report)
    {
        var table = new StringBuilder("| model | parameters | seconds | exact | symbol errors |");
        foreach (var l in report.Lengths) table.Append(CultureInfo.InvariantCulture, $" {l} |");
        table.Append(CultureInfo.InvariantCulture, $" alignment errors | validation, equal steps | validation, equal time ({report.EqualSeconds:N0} s) |\n|---|{string.Concat(Enumerable.Repeat("---:|", 7 + report.Lengths.Count))}\n");
        foreach (var m in report.Models)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {m.Name} ({m.Cite}) | {m.Parameters:N0} | {m.Seconds:N0} | {m.Test.All.SequenceAccuracy:P1} | {m.Test.All.SymbolErrorRate:P2} |");
            foreach (var l in report.Lengths) table.Append(m.Test.ByLength.ContainsKey(l) ? Invariant($" {m.Errors(l):P1} |") : " – |");
            table.Append(m.Test.All.AlignmentErrorRate is { } e ? Invariant($" {e:P1} |") : " – |");
            table.Append(Invariant($" {m.Validation:F3} |")).Append(m.ValidationAtEqualTime is { } v ? Invariant($" {v:F3} |\n") : " – |\n");
        }

        return table.ToString();
    }

    private static string Range(HistoryReport report) => Invariant($"{report.Models.Min(m => m.Parameters):N0} to {report.Models.Max(m => m.Parameters):N0}");

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
