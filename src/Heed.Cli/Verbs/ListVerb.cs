using System.CommandLine;
using Heed.Architectures;
using Heed.Cli.Terminal;
using Heed.Layers;

namespace Heed.Cli.Verbs;

/// <summary><c>heed list</c>: every word of the catalog, or those that are asked for. Needs no tensors.</summary>
internal static class ListVerb
{
    private const int WideEnough = 160;

    private static readonly Option<string?> OfStage = new("--stage")
    { Description = $"Only words that take this stage: {string.Join(", ", WordFilter.Stages)}." };
    private static readonly Option<string?> Years = new("--year")
    { Description = "Only words of this year, or of years such as 2014..2019." };
    private static readonly Option<string?> UsedBy = new("--used-by")
    { Description = "Only words that a published model is made of; gemma means all whose name begins so." };
    private static readonly Option<string> Sort = new("--sort")
    { Description = $"The order: {string.Join(", ", WordFilter.Orders)}.", DefaultValueFactory = _ => WordFilter.Family };
    private static readonly Option<bool> Models = new("--models") { Description = "List the published models instead." };
    private static readonly Option<bool> Layers = new("--layers")
    { Description = "List the rules with what their authors put round them instead: norms, gates, convolutions, the start of the decay." };
    private static readonly Option<string?> OfTable = new("--table")
    {
        Description = "Lay the words of a family out by two of its stages instead, with what to write for the cells without a word: "
            + $"{string.Join(", ", StageTable.All.Select(t => t.Family.Name))}.",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Command()
    {
        Sort.AcceptOnlyFromAmong(WordFilter.Orders);
        var command = new Verb("list", "List every mechanism, or every published model.",
            "heed list",
            "heed list --stage mask --year 2019..2021",
            "heed list --used-by gemma --sort year",
            "heed list --models",
            "heed list --layers",
            "heed list --table recurrent",
            "heed list --json")
        { OfStage, Years, UsedBy, Sort, Models, Layers, OfTable, Json };
        command.SetAction(Run);
        return command;
    }

    /// <summary>The stage or stages that a word takes.</summary>
    internal static string Takes(Entry entry) =>
        WordFilter.Taken(entry) is { Count: > 0 } stages ? string.Join(", ", stages) : "stands alone";

    private static int Run(ParseResult given)
    {
        if (given.GetValue(OfTable) is { } table)
        {
            Alone(given, OfTable, OfStage, Years, UsedBy, Sort, Models, Layers);
            if (given.GetValue(Json)) given.Screen.Json(TableText.Describe(TableText.Named(table)));
            else TableText.Print(given.Screen, TableText.Named(table));
            return 0;
        }

        if (given.GetValue(Layers))
        {
            Alone(given, Layers, OfStage, Years, UsedBy, Sort, Models);
            if (given.GetValue(Json)) given.Screen.Json(Catalog.Layers.Select(e => Describe(e, (PublishedLayer)e.Mechanism)));
            else PrintLayers(given.Screen);
            return 0;
        }

        if (given.GetValue(Models))
        {
            Alone(given, Models, OfStage, Years, UsedBy, Sort);
            if (given.GetValue(Json)) given.Screen.Json(Catalog.Architectures.Select(Describe));
            else PrintModels(given.Screen);
            return 0;
        }

        var found = WordFilter.Sorted(
            given.GetValue(Sort)!, WordFilter.Of(given.GetValue(OfStage), given.GetValue(Years), given.GetValue(UsedBy)));
        if (given.GetValue(Json)) given.Screen.Json(found.Select(Describe));
        else Print(given.Screen, found, given.GetValue(Sort) == WordFilter.Family);
        return 0;
    }

    private static void Alone(ParseResult given, Option option, params Option[] others)
    {
        if (others.FirstOrDefault(o => given.GetResult(o) is { Implicit: false }) is { } other)
            throw new Failure($"{other.Name} is for words: leave out {option.Name} or {other.Name}.");
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
            kind = e.Takes(p),
            @default = p.Default is Enum x ? Spelling.Kebab(x.ToString()) : p.Default,
            meaning = p.Meaning,
        }),
        laws = Catalog.Laws.Where(l => l.IsPromisedBy(e.Mechanism)).Select(l => l.Id),
        models = Catalog.Architectures.Where(a => a.Words.Contains(e.Card.Id)).Select(a => a.Id),
    };

    private static object Describe(Entry e, PublishedLayer layer) => new
    {
        id = e.Card.Id,
        name = e.Card.Name,
        summary = e.Summary,
        rule = layer.Rule.Name,
        citation = e.Card.Cite,
        source = layer.Source,
        formula = e.Card.Formula,
        tex = e.Card.Tex,
        inputs = layer.Roles.Select(r => new { name = r.Name, shape = r.Shape, kind = r.Kind.ToString().ToLowerInvariant() }),
    };

    private static object Describe(Architecture a) => new
    {
        id = a.Id,
        name = a.Name,
        summary = a.Summary,
        citation = a.Cite,
        variants = a.Variants.Select(v => new
        {
            name = v.Name,
            width = v.Width,
            bytesPerToken = ArchitectureText.Bytes * v.NumbersPerToken,
            layers = v.Layers.Select(l => new
            {
                count = l.Count,
                place = l.Place,
                attention = l.Attention,
                heads = l.Heads,
                kvHeads = l.KvHeads,
                headWidth = l.HeadWidth,
                valueWidth = l.ValueWidth ?? l.HeadWidth,
            }),
        }),
    };

    private static void PrintLayers(Screen screen)
    {
        screen.Table(WideEnough, ["id", "rule", "name", "year", "as in"],
            from e in Catalog.Layers
            let layer = (PublishedLayer)e.Mechanism
            select (string[])[e.Card.Id, layer.Rule.Name, e.Card.Name, $"{e.Card.Cite?.Year}", layer.Source]);
        screen.Out.Line($"'heed explain {PublishedLayer.Prefix}ID' tells what stands round the rule; "
            + "a layer goes wherever a mechanism goes: heed train, heed bench, heed laws.");
    }

    private static void PrintModels(Screen screen)
    {
        screen.Table(WideEnough, ["id", "name", "year", "sizes", "made of"], Catalog.Architectures.Select(a => (string[])
            [a.Id, a.Name, $"{a.Cite.Year}", string.Join(", ", a.Variants.Select(v => v.Name)), string.Join(", ", a.Words)]));
        screen.Out.Line($"'heed explain {Architecture.Prefix}ID' tells their layers, and what these keep of a text.");
    }

    private static void Print(Screen screen, IReadOnlyList<Entry> words, bool byFamily)
    {
        string[] Row(Entry e) => [e.Card.Id, Takes(e), e.Card.Name, $"{e.Card.Cite?.Year}", e.Card.Cost.Time, e.Card.Cost.State];
        screen.Table(WideEnough, ["id", "stage", "name", "year", "time", "state"], !byFamily ? words.Select(Row)
            : words.GroupBy(e => e.Mechanism.Family).OrderBy(g => g.Key.Order).SelectMany(family => family.Select(Row)
                .Prepend([family.Key.Name])));
        if (words.Count < Catalog.All.Count) screen.Out.Line($"{words.Count} of {Catalog.All.Count} words.");
        screen.Out.Line("Compose with +, a word for each stage: rope + sliding-window(8) + sparsemax.  heed explain ID tells more.");
    }
}
