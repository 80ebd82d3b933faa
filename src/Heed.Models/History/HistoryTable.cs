using System.Globalization;
using System.Text;

namespace Heed.Models.History;

/// <summary>The tables of a comparison, in Markdown.</summary>
internal static class HistoryTable
{
    private const string None = "–";

    /// <summary>The models that were compared.</summary>
    public static string Of(HistoryReport report)
    {
        var table = new StringBuilder("| model | parameters | seconds | exact | symbol errors |");
        foreach (var l in report.Lengths) table.Append(CultureInfo.InvariantCulture, $" {l} |");
        table.Append(CultureInfo.InvariantCulture,
            $" alignment errors | validation, equal steps | validation, "
                + $"equal time ({report.EqualSeconds:N0} s) |\n|---|{Right(7 + report.Lengths.Count)}\n");
        foreach (var m in report.Models)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {m.Name} ({m.Cite}) | {m.Parameters:N0} |");
            Cell(table, m.Over(r => r.ProcessorSeconds), "N0");
            Cell(table, m.Over(r => r.Test.All.SequenceAccuracy), "P1");
            Cell(table, m.Over(r => r.Test.All.SymbolErrorRate), "P2");
            foreach (var l in report.Lengths) Cell(table, m.Errors(l), "P1");
            Cell(table, m.Over(r => r.Test.All.AlignmentErrorRate), "P1");
            Cell(table, m.Over(r => r.Validation), "F3");
            Cell(table, m.Over(r => r.ValidationAtEqualTime), "F3");
            table.Append('\n');
        }

        return table.ToString();
    }

    /// <summary>The models that were trained in another way, under a heading; empty when there are none.</summary>
    public static string Beside(HistoryReport report)
    {
        if (report.Beside.Count == 0) return "";
        var table = new StringBuilder("\n## Trained longer\n\nWritten by a beam of "
            + report.Beside[0].Beam.ToString(CultureInfo.InvariantCulture)
            + ", on the same test.\n\n| model | parameters | wrong as a whole | symbol errors |");
        foreach (var l in report.Lengths) table.Append(CultureInfo.InvariantCulture, $" {l} |");
        table.Append(CultureInfo.InvariantCulture, $" trained by |\n|---|{Right(3 + report.Lengths.Count)}---|\n");
        foreach (var m in report.Beside)
        {
            table.Append(CultureInfo.InvariantCulture,
                $"| {ModelKind.Named(m.Kind).Name} | {m.Parameters:N0} | {m.Test.All.SequenceErrorRate:P2} | "
                    + $"{m.Test.All.SymbolErrorRate:P2} |");
            foreach (var l in report.Lengths)
                table.Append(m.Test.ByLength.TryGetValue(l, out var marks)
                    ? string.Create(CultureInfo.InvariantCulture, $" {marks.SymbolErrorRate:P1} |")
                    : $" {None} |");
            table.Append(CultureInfo.InvariantCulture, $" {(m.Command is { } command ? $"`{command}`" : None)} |\n");
        }

        return table.ToString();
    }

    private static string Right(int columns) => string.Concat(Enumerable.Repeat("---:|", columns));

    private static void Cell(StringBuilder table, Spread? spread, string format)
    {
        if (spread is not { } s) table.Append(CultureInfo.InvariantCulture, $" {None} |");
        else if (s.Low == s.High) table.Append(CultureInfo.InvariantCulture, $" {Text(s.Middle, format)} |");
        else table.Append(CultureInfo.InvariantCulture, $" {Text(s.Middle, format)} ({Text(s.Low, format)} to {Text(s.High, format)}) |");
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
