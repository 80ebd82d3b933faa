using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Reports;
using Heed.Bench.Results;
using Heed.Cli.Terminal;
using Heed.Maps;
using Heed.Models.Text;
using Heed.Models.Untrained;
using Heed.Native;
using Spectre.Console;

namespace Heed.Cli.Verbs;

/// <summary><c>heed explain</c>: what a mechanism is, promises and costs, with a small picture.</summary>
internal static class ExplainVerb
{
    private const string Sample = "the cat saw the dog";
    private static readonly Argument<string> What = new("EXPRESSION") { Description = "A mechanism, by name or composed." };
    private static readonly Option<string?> Where = new("--store")
    { Description = "Show what was measured into this store. [default: the results that come with the program]" };
    private static readonly Option<bool> Plain = new("--no-picture") { Description = "Leave out the picture, and with it the tensors." };

    public static Command Command()
    {
        var command = new Verb("explain", "Explain a mechanism: card, formula, laws, relations, cost and a small picture.",
            "heed explain alibi",
            "heed explain \"rope + sliding-window(8) + sparsemax\"")
        { What, Where, Plain };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var expression = Expression.Parse(given.GetValue(What)!);
        var mechanism = expression.ToMechanism();
        var tables = given.GetValue(Where) is { } store ? ResultTable.Of(Report.Of(ReportVerb.Rows(store))) : ResultTable.Shipped;
        var console = AnsiConsole.Console;
        console.MarkupLine($"[bold]{Markup.Escape(mechanism.Name)}[/]");
        foreach (var term in expression.Terms) Card(console, term.Entry);
        Signals(console, mechanism);
        Kernel(console, mechanism);
        Laws(console, mechanism);
        Relations(console, expression);
        Results(console, expression, tables);
        if (!given.GetValue(Plain)) Picture(mechanism);
        return 0;
    }

    private static void Card(IAnsiConsole console, Entry entry)
    {
        var card = entry.Card;
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(card.Name)}[/]  stage: {Markup.Escape(ListVerb.Takes(entry))}");
        console.WriteLine(entry.Summary);
        if (entry.Remarks.Length > 0) console.WriteLine(entry.Remarks);
        console.WriteLine($"  {card.Formula}");
        console.WriteLine($"  time {card.Cost.Time}, memory {card.Cost.Memory}, state {card.Cost.State}, for each head");
        if (card.Cite is not null) console.WriteLine($"  {card.Cite}");
        foreach (var p in entry.Parameters)
            console.WriteLine($"  {p.Name} ({p.Kind}{(p.Default is null ? "" : $", else {Expression.Print(p.Default)}")}): {p.Meaning}");
    }

    private static void Signals(IAnsiConsole console, Mechanism mechanism)
    {
        var usual = mechanism.ReadsQueryKeyValue;
        var shown = usual ? mechanism.Signals : mechanism.Roles;
        if (shown.Count == 0) return;
        Heading(console, usual ? "Reads besides q, k and v" : "Reads");
        foreach (var role in shown)
            console.WriteLine($"  {role.Name} ({string.Join(',', role.Sizes)}), {Source(role)}: {role.Meaning}");
    }

    private static string Source(Role role) => role switch
    {
        { Kind: RoleKind.State } => "what was kept before, optional",
        { Optional: true } => "optional",
        { Kind: RoleKind.Parameter } => "a parameter",
        _ => "from each token",
    };

    private static void Kernel(IAnsiConsole console, Mechanism mechanism)
    {
        Heading(console, "Kernel");
        console.WriteLine(mechanism.NoKernel is { } why ? $"  none: {why}"
            : "  yes, in float32 on the CPU, forward and backward; it computes what the definition does");
    }

    private static void Laws(IAnsiConsole console, Mechanism mechanism)
    {
        Heading(console, "Laws");
        foreach (var law in Catalog.Laws) console.WriteLine($"  {(law.IsPromisedBy(mechanism) ? "✓" : "·")} {law.Statement}");
        console.WriteLine("  ✓ kept on every draw, · seen to fail: 'heed laws' checks");
    }

    private static void Relations(IAnsiConsole console, Expression expression)
    {
        var words = expression.Terms.Select(t => t.Entry).ToHashSet();
        var related = Catalog.Relations.Where(
            r => new[] { r.Left, r.Right }.Any(side => Expression.Parse(side).Terms.All(t => words.Contains(t.Entry)))).ToArray();
        if (related.Length == 0) return;
        Heading(console, "Relations");
        foreach (var r in related) console.WriteLine($"  {r.Left} = {r.Right}: {r.Statement}");
    }

    private static void Results(IAnsiConsole console, Expression expression, IReadOnlyList<ResultTable> tables)
    {
        var names = expression.Terms.Select(t => t.Entry.Card.Id).Prepend(expression.ToString()).Distinct(StringComparer.Ordinal);
        foreach (var found in from name in names
                              from table in tables
                              let result = table.Find(name)
                              where result is not null
                              group (table, result) by (name, table.Origin, result.Seeds))
        {
            var (name, origin, seeds) = found.Key;
            Heading(console, $"Measured: {Markup.Escape(name)}, {seeds} seed{(seeds == 1 ? ", so that a difference may be chance" : "s")}");
            foreach (var (table, result) in found)
            {
                var exact = table.Find(Anchor.All[0].Mechanism) is { } best ? $"; {Anchor.All[0].Label} {best}" : "";
                console.WriteLine($"  {table.Name}: {table.Metric.Name.ToLowerInvariant()} "
                    + $"{result}{(table.Metric.Unit is "" or "share" ? "" : $" {table.Metric.Unit}")}"
                    + $"{Standing(table, result)}{exact}");
            }

            console.WriteLine($"  {origin}");
        }
    }

    private static string Standing(ResultTable table, Result result) => !table.Ranks ? ", where nobody is apart"
        : $", {table.Ahead(result)} of {table.Rows.Count - 1} others better beyond the range of seeds";

    private static void Picture(Mechanism mechanism)
    {
        var options = Window.Options("auto");
        LibTorch.EnsureLoaded();
        var unit = TextUnits.Find("character");
        var map = new UntrainedModel(new(mechanism)).Read(Sample, unit.Split(Sample), unit.Name);
        Console.WriteLine();
        TerminalRenderer.Write(Maps.Picture.Of(map, new() { Theme = Window.Theme }), Console.Out, options);
    }

    private static void Heading(IAnsiConsole console, string text)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{text}[/]");
    }
}
