using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Heed.Cli.Verbs;

/// <summary><c>heed list</c>: every word of the catalog. Needs no tensors.</summary>
internal static class ListVerb
{
    private const int WideEnough = 160;
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Command()
    {
        var command = new Verb("list", "List every mechanism.",
            "heed list",
            "heed list --json")
        { Json };
        command.SetAction(given =>
        {
            if (given.GetValue(Json)) Console.WriteLine(JsonSerializer.Serialize(Catalog.All.Select(Describe), JsonText.Options));
            else Print();
            return 0;
        });
        return command;
    }

    /// <summary>The stage or stages that a word takes.</summary>
    internal static string Takes(Entry entry)
    {
        var stages = Expression.Parse(entry.Card.Id).Terms.SelectMany(t => t.Stages).Distinct().ToArray();
        return stages.Length == 0 ? "stands alone" : string.Join(", ", stages.Select(h => h.Name));
    }

    private static object Describe(Entry e) => new
    {
        id = e.Card.Id,
        name = e.Card.Name,
        summary = e.Summary,
        family = e.Mechanism.Family.Name,
        takes = Takes(e),
        citation = e.Card.Cite,
        formula = e.Card.Formula,
        tex = e.Card.Tex,
        cost = e.Card.Cost,
        arguments = e.Parameters.Select(p => new
        {
            name = p.Name,
            kind = p.Kind,
            @default = p.Default is Enum x ? Spelling.Kebab(x.ToString()) : p.Default,
            meaning = p.Meaning,
        }),
        laws = Catalog.Laws.Where(l => l.IsPromisedBy(e.Mechanism)).Select(l => l.Id),
    };

    private static void Print()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected) console.Profile.Width = WideEnough;
        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "stage", "name", "year", "time", "state");
        foreach (var family in Catalog.All.GroupBy(e => e.Mechanism.Family).OrderBy(g => g.Key.Order))
        {
            table.AddRow($"[bold]{family.Key.Name}[/]", "", "", "", "", "");
            foreach (var e in family)
            {
                string[] row = [e.Card.Id, Takes(e), e.Card.Name, $"{e.Card.Cite?.Year}", e.Card.Cost.Time, e.Card.Cost.State];
                table.AddRow([.. row.Select(Markup.Escape)]);
            }
        }

        console.Write(table);
        console.MarkupLine(Markup.Escape(
            "Compose with +, a word for each stage: rope + sliding-window(8) + sparsemax.  heed explain ID tells more."));
    }
}
