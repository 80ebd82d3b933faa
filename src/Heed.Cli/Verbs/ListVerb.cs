using System.CommandLine;
using Heed.Cli.Terminal;

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
            if (given.GetValue(Json)) given.Screen.Json(Catalog.All.Select(Describe));
            else Print(given.Screen);
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

    private static void Print(Screen screen)
    {
        screen.Table(WideEnough, ["id", "stage", "name", "year", "time", "state"],
            Catalog.All.GroupBy(e => e.Mechanism.Family).OrderBy(g => g.Key.Order).SelectMany(family => family
                .Select(e => (string[])
                    [e.Card.Id, Takes(e), e.Card.Name, $"{e.Card.Cite?.Year}", e.Card.Cost.Time, e.Card.Cost.State])
                .Prepend([family.Key.Name])));
        screen.Out.Line("Compose with +, a word for each stage: rope + sliding-window(8) + sparsemax.  heed explain ID tells more.");
    }
}
