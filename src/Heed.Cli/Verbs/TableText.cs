using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary>A table of two stages: what stands in its cells, and what one writes for those in which nothing does.</summary>
internal static class TableText
{
    private const int WideEnough = 200;

    /// <exception cref="Failure">There is no such table; the message names those that there are.</exception>
    public static StageTable Named(string name)
    {
        try
        {
            return StageTable.Named(name);
        }
        catch (ArgumentException e)
        {
            throw new Failure(e.Message.Split(" (Parameter")[0]);
        }
    }

    public static void Print(Screen screen, StageTable table)
    {
        var width = table.Columns.Count;
        var columns = table.Columns.Select(c => c ?? $"no {table.ColumnStage}");
        screen.Table(WideEnough, columns.Prepend($"{table.RowStage} × {table.ColumnStage}"),
            table.Rows.Select((row, r) => (string[])
                [row ?? $"no {table.RowStage}", .. table.Cells.Skip(r * width).Take(width).Select(Text)]));
        foreach (var (stage, words) in table.Others)
            screen.Out.Line($"{stage} ({stage.Question}): {string.Join(", ", words)}.");
        screen.Out.Line("A word that brings other stages, too, says so in parentheses. Where no word stands, "
            + "the cell is what one writes for it: 'heed laws \"simple-gla + iplr\"'.");
    }

    public static object Describe(StageTable table) => new
    {
        family = table.Family.Name,
        rows = table.RowStage.Name,
        columns = table.ColumnStage.Name,
        cells = table.Cells.Select(c => new
        {
            row = c.Row,
            column = c.Column,
            expression = c.Expression,
            words = c.Words.Select(w => new { id = w.Id, besides = w.Besides.Select(s => s.Name) }),
        }),
        others = table.Others.Select(o => new { stage = o.Stage.Name, words = o.Words }),
    };

    private static string Text(StageCell cell) => cell.Words.Count == 0 ? cell.Expression
        : string.Join(", ", cell.Words.Select(w => w.Besides.Count == 0 ? w.Id : $"{w.Id} ({string.Join(", ", w.Besides)})"));
}
