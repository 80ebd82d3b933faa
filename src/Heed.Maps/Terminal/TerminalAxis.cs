using System.Globalization;

namespace Heed.Maps;

/// <summary>The labels around a panel in a terminal.</summary>
internal static class TerminalAxis
{
    private const int TallestLabel = 10;

    /// <summary>The lines above the cells: the text of the keys, downwards if need be, or a ruler of indices.</summary>
    public static IEnumerable<string> Above(AttentionMap map, TerminalPlan plan)
    {
        var labels = plan.Factor > 1 ? [] : map.KeyLabels.Select(l => Graphemes(l.Short(TallestLabel))).ToArray();
        if (labels.Length == 0 || labels.Any(l => l.Any(g => Columns.OfGrapheme(g) > plan.CellWidth)))
        {
            yield return Ruler(map.Keys, plan);
            yield break;
        }
        if (map.KeyLabels.All(l => Columns.Of(l.Shown) <= plan.CellWidth))
        {
            yield return string.Concat(map.KeyLabels.Select(l => Pad(l.Shown, plan.CellWidth)));
            yield break;
        }
        var height = labels.Max(l => l.Length);
        for (var line = 0; line < height; line++)
            yield return string.Concat(labels.Select(l =>
                Pad(line < height - l.Length ? "" : l[line - height + l.Length], plan.CellWidth)));
    }

    /// <summary>The text left of a row of characters.</summary>
    public static (string Label, string Index) Left(AttentionMap map, TerminalPlan plan, int line)
    {
        var rows = plan.Cells == TerminalCells.Half ? 2 : 1;
        var query = line * rows * plan.Factor;
        var index = query.ToString(CultureInfo.InvariantCulture).PadLeft(plan.Indices);
        if (plan.Labels == 0) return ("", index);
        if (rows == 2) return (string.Concat(map.QueryLabels.Skip(query).Take(2).Select(l => l.Shown)).PadRight(2), index);
        return (PadLeft(Fit(map.QueryLabels[query].Shown, plan.Labels), plan.Labels), index);
    }

    /// <summary>Cuts a text in the middle so that it takes at most so many columns.</summary>
    public static string Fit(string text, int columns)
    {
        for (var graphemes = 12; graphemes >= 3; graphemes--)
        {
            var shorter = LabelText.Shorten(text, graphemes);
            if (Columns.Of(shorter) <= columns) return shorter;
        }
        return "…";
    }

    private static string Ruler(int keys, TerminalPlan plan)
    {
        var columns = (keys + plan.Factor - 1) / plan.Factor * plan.CellWidth;
        var ruler = new char[columns];
        Array.Fill(ruler, ' ');
        var apart = (keys - 1).ToString(CultureInfo.InvariantCulture).Length + 2;
        var step = 1;
        while (step * plan.CellWidth / plan.Factor < apart) step = NextStep(step);
        for (var key = 0; key < keys; key += step)
        {
            var index = key.ToString(CultureInfo.InvariantCulture);
            var at = key / plan.Factor * plan.CellWidth;
            if (at + index.Length <= columns) index.CopyTo(0, ruler, at, index.Length);
        }
        return new string(ruler).TrimEnd();
    }

    private static int NextStep(int step) => step.ToString(CultureInfo.InvariantCulture)[0] == '2' ? step / 2 * 5 : step * 2;

    private static string[] Graphemes(string text)
    {
        var all = new List<string>();
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext()) all.Add(graphemes.GetTextElement());
        return [.. all];
    }

    private static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Columns.Of(text)));

    private static string PadLeft(string text, int columns) => new string(' ', Math.Max(0, columns - Columns.Of(text))) + text;
}
