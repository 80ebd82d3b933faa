using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Laws;

namespace Heed.Cli.Verbs;

/// <summary><c>heed laws</c>: checks every promise, and that nothing is kept that was not promised.</summary>
internal static class LawsVerb
{
    private static readonly Argument<string[]> What = new("EXPRESSION")
    { Description = "Mechanisms, by name or composed; none = the whole catalog.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int> Draws = Number.Option("--draws", 1, 10_000, 20, "Random inputs for each law.");

    public static Command Command()
    {
        var command = new Verb("laws",
            "Check which laws mechanisms keep. A promised law must hold on every draw, and any other must fail on one.",
            "heed laws alibi",
            "heed laws \"rope + sliding-window(8) + sparsemax\" --draws 100",
            "heed laws")
        { What, Draws };
        command.Computes = _ => true;
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var draws = given.GetValue(Draws);
        var expressions = given.GetValue(What) is { Length: > 0 } named ? named.Select(Expression.Parse)
            : Catalog.All.Select(e => Expression.Parse(e.Card.Id));
        var mechanisms = expressions.Select(e => (Expression: e, Mechanism: e.ToMechanism())).ToArray();
        SmallTensors.EnsureLoaded();
        var wrong = mechanisms.Length == 1 ? One(given.Screen, mechanisms[0].Expression, mechanisms[0].Mechanism, draws)
            : Many(given.Screen, mechanisms, draws);
        return wrong == 0 ? 0 : 1;
    }

    private static int One(Screen screen, Expression expression, Mechanism mechanism, int draws)
    {
        var (verdicts, output) = (Judged(screen, mechanism, draws), screen.Out);
        output.Line($"{mechanism.Name}");
        foreach (var v in verdicts) output.Line($"  {v,-3} {v.Law.Id,-24} {v.Law.Statement}");
        var agrees = Witnesses(expression);
        output.Line($"  {Mark(agrees)}   {"witness",-24} The numbers of code that is not ours.");
        output.Line(Legend(draws));
        return verdicts.Count(v => !v.IsRight) + (agrees == false ? 1 : 0);
    }

    private static int Many(Screen screen, (Expression Expression, Mechanism Mechanism)[] mechanisms, int draws)
    {
        for (var i = 0; i < Catalog.Laws.Count; i++) screen.Out.Line($"{i + 1,3}  {Catalog.Laws[i].Id}: {Catalog.Laws[i].Statement}");
        var rows = new List<string[]>();
        var wrong = 0;
        foreach (var (expression, mechanism) in mechanisms)
        {
            var verdicts = Busy.While(screen, mechanism.Name, true, () => Judged(screen, mechanism, draws));
            var agrees = Witnesses(expression);
            wrong += verdicts.Count(v => !v.IsRight) + (agrees == false ? 1 : 0);
            rows.Add([mechanism.Name, .. verdicts.Select(v => v.ToString()), Mark(agrees)]);
        }

        screen.Table(200, ["mechanism", .. Catalog.Laws.Select((_, i) => $"{i + 1}"), "witness"], rows, centred: true);
        screen.Out.Line(Legend(draws));
        screen.Out.Line(wrong == 0 ? "all as promised" : $"{wrong} not as promised");
        return wrong;
    }

    private static Verdict[] Judged(Screen screen, Mechanism mechanism, int draws) =>
        [.. Catalog.Laws.Select(law => law.Judge(mechanism, draws, screen.Cancel))];

    private static bool? Witnesses(Expression expression)
    {
        if (expression.Terms is not [var term]) return null;
        if (term.Entry.Card.Witness is not { } witness) return null;
        return witness.ThirdToken.Zip(witness.Recompute()).All(p => Witness.Agree(p.First, p.Second));
    }

    private static string Mark(bool? agrees) => agrees switch { true => "✓", false => "DIFFERS", _ => "–" };

    private static string Legend(int draws) => $"✓ promised, and held on {draws} draws   · not promised, and seen to fail";
}
