using System.CommandLine;
using Heed.Architectures;
using Heed.Bench;
using Heed.Bench.Reports;
using Heed.Bench.Results;
using Heed.Cli.Terminal;
using Heed.Layers;
using Heed.Models.Text;
using Heed.Models.Untrained;
using Heed.Native;

namespace Heed.Cli.Verbs;

/// <summary><c>heed explain</c>: what a mechanism is, promises and costs, with a small picture.</summary>
internal static class ExplainVerb
{
    private const string Sample = "the cat saw the dog";
    private static readonly Argument<string> What = new("EXPRESSION")
    { Description = "A mechanism, by name or composed; a layer round one, such as layer:gla; or a model, such as model:gemma-3." };
    private static readonly Option<string?> Where = new("--store")
    { Description = "Show what was measured into this store. [default: the results that come with the program]" };
    private static readonly Option<bool> Plain = new("--no-picture") { Description = "Leave out the picture, and with it the tensors." };

    public static Command Command()
    {
        var command = new Verb("explain", "Explain a mechanism: card, formula, laws, relations, cost and a small picture.",
            "heed explain alibi",
            "heed explain \"rope + sliding-window(8) + sparsemax\"",
            "heed explain layer:gla",
            "heed explain model:gemma-3")
        { What, Where, Plain };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        if (given.GetValue(What)!.StartsWith(Architecture.Prefix, StringComparison.Ordinal))
        {
            ArchitectureText.Print(given.Screen, Architecture.Named(given.GetValue(What)!));
            return 0;
        }

        var expression = Expression.Parse(given.GetValue(What)!);
        var mechanism = expression.ToMechanism();
        var tables = given.GetValue(Where) is { } store ? ResultTable.Of(Report.Of(ReportVerb.Rows(store))) : ResultTable.Shipped;
        var screen = given.Screen;
        screen.Heading($"{mechanism.Name}");
        foreach (var term in expression.Terms) Card(screen, term.Entry);
        if (mechanism is PublishedLayer layer) Surroundings(screen, layer);
        Signals(screen, mechanism);
        Kernel(screen, mechanism);
        Laws(screen, mechanism);
        Relations(screen, expression);
        Results(screen, expression, tables);
        if (!given.GetValue(Plain) && mechanism.WeightKind != WeightKind.None) Picture(screen, mechanism);
        return 0;
    }

    private static void Card(Screen screen, Entry entry)
    {
        var card = entry.Card;
        screen.Out.Line();
        screen.Heading($"{card.Name}  stage: {ListVerb.Takes(entry)}");
        screen.Out.Line(entry.Summary);
        if (entry.Remarks.Length > 0) screen.Out.Line(entry.Remarks);
        screen.Out.Line($"  {card.Formula}");
        screen.Out.Line($"  time {card.Cost.Time}, memory {card.Cost.Memory}, state {card.Cost.State}, for each head");
        if (card.Cite is not null) screen.Out.Line($"  {card.Cite}");
        foreach (var p in entry.Parameters)
        {
            var otherwise = p.Default is null ? "" : $", else {Expression.Print(p.Default)}";
            screen.Out.Line($"  {p.Name} ({entry.Takes(p)}{otherwise}): {p.Meaning}");
        }
    }

    private static void Surroundings(Screen screen, PublishedLayer layer)
    {
        Heading(screen, "What is in it");
        screen.Out.Line($"  the rule {layer.Rule}, which 'heed explain \"{layer.Rule}\" --no-picture' tells of");
        screen.Out.Line($"  round it, what its authors put there: {layer.Source}");
    }

    private static void Signals(Screen screen, Mechanism mechanism)
    {
        var usual = mechanism.ReadsQueryKeyValue;
        var shown = usual ? mechanism.Signals : mechanism.Roles;
        if (shown.Count == 0) return;
        Heading(screen, usual ? "Reads besides q, k and v" : "Reads");
        foreach (var role in shown)
            screen.Out.Line($"  {role.Name} ({string.Join(',', role.Sizes)}), {Source(role)}: {role.Meaning}");
    }

    private static string Source(Role role) => role switch
    {
        { Kind: RoleKind.State } => "what was kept before, optional",
        { Optional: true } => "optional",
        { Kind: RoleKind.Parameter } => "a parameter",
        _ => "from each token",
    };

    private static void Kernel(Screen screen, Mechanism mechanism)
    {
        Heading(screen, "Kernel");
        screen.Out.Line(mechanism.NoKernel is { } why ? $"  none: {why}"
            : "  yes, in float32 on the CPU, forward and backward; it computes what the definition does");
    }

    private static void Laws(Screen screen, Mechanism mechanism)
    {
        Heading(screen, "Laws");
        foreach (var law in Catalog.Laws) screen.Out.Line($"  {(law.IsPromisedBy(mechanism) ? "✓" : "·")} {law.Statement}");
        screen.Out.Line("  ✓ kept on every draw, · seen to fail: 'heed laws' checks");
    }

    private static void Relations(Screen screen, Expression expression)
    {
        var words = expression.Terms.Select(t => t.Entry).ToHashSet();
        var related = Catalog.Relations.Where(
            r => new[] { r.Left, r.Right }.Any(side => Expression.Parse(side).Terms.All(t => words.Contains(t.Entry)))).ToArray();
        if (related.Length == 0) return;
        Heading(screen, "Relations");
        foreach (var r in related) screen.Out.Line($"  {r.Left} = {r.Right}: {r.Statement}");
    }

    private static void Results(Screen screen, Expression expression, IReadOnlyList<ResultTable> tables)
    {
        var names = expression.Terms.Select(t => t.Entry.Card.Id).Prepend(expression.ToString()).Distinct(StringComparer.Ordinal);
        foreach (var found in from name in names
                              from table in tables
                              let result = table.Find(name)
                              where result is not null
                              group (table, result) by (name, table.Origin, result.Seeds))
        {
            var (name, origin, seeds) = found.Key;
            Heading(screen, $"Measured: {name}, {seeds} seed{(seeds == 1 ? ", so that a difference may be chance" : "s")}");
            foreach (var (table, result) in found)
            {
                var exact = table.Find(Anchor.All[0].Mechanism) is { } best ? $"; {Anchor.All[0].Label} {best}" : "";
                screen.Out.Line($"  {table.Name}: {table.Metric.Name.ToLowerInvariant()} "
                    + $"{result}{(table.Metric.Unit is "" or "share" ? "" : $" {table.Metric.Unit}")}"
                    + $"{Standing(table, result)}{exact}");
            }

            screen.Out.Line($"  {origin}");
        }
    }

    private static string Standing(ResultTable table, Result result) => !table.Ranks ? ", where nobody is apart"
        : $", {table.Ahead(result)} of {table.Rows.Count - 1} others better{(result.Seeds > 1 ? " beyond the range of seeds" : "")}";

    private static void Picture(Screen screen, Mechanism mechanism)
    {
        var options = Window.Options("auto", screen);
        LibTorch.EnsureLoaded();
        var unit = TextUnits.Find("character");
        var map = new UntrainedModel(new(mechanism)).Read(Sample, unit.Split(Sample), unit.Name);
        screen.Out.Line();
        screen.Draw(Maps.Picture.Of(map, new() { Theme = Window.Theme }), options);
    }

    private static void Heading(Screen screen, string text)
    {
        screen.Out.Line();
        screen.Heading($"{text}");
    }
}
