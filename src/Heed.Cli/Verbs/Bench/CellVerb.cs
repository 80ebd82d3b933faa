using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Plans;
using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed bench cell</c>: runs one cell in this process and prints its row.</summary>
internal static class CellVerb
{
    private static readonly Argument<string> Task = new("TASK") { Description = "The id of a task." };
    private static readonly Argument<string> Mechanism = new("MECHANISM") { Description = "An expression, gru, or majority-class." };
    private static readonly Option<string> Size = new("--size")
    { Description = "Numbers that differ from those of the quick suite, such as \"n=64 d=16\".", DefaultValueFactory = _ => "" };
    private static readonly Option<int> Seed = Number.Seed("--seed", "What everything random follows from.");
    private static readonly Option<int> Threads = Number.Option("--threads", 1, Number.Threads, Environment.ProcessorCount,
        "Threads that compute.");
    private static readonly Option<string?> Data = new("--data") { Description = "A folder with data that is not built in." };

    public static Command Command()
    {
        var command = new Verb("cell", "Run one cell here and print its row as JSON; it is kept nowhere.",
            "heed bench cell fidelity \"rope + sliding-window(8)\" --seed 2")
        { Task, Mechanism, Size, Seed, Threads, Data };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var threads = given.GetValue(Threads);
        if (given.GetValue(Data) is { } folder && !Directory.Exists(folder)) throw new Failure($"There is no folder '{folder}'.");
        var task = TaskCatalog.Named(given.GetValue(Task)!);
        var contestant = Contestant.Parse(given.GetValue(Mechanism)!);
        var size = Selection.Size(task, TaskSize.Parse(given.GetValue(Size)!));
        using var interrupt = new Interrupt();
        var context = new CellContext(contestant, threads, interrupt.Token) { Cache = RunOptions.UsualCache, Data = given.GetValue(Data) };
        var row = Busy.While(given.Screen, $"{task.Id}, {contestant.Name}", true,
            () => CellRun.Of(task, new(task.Id, task.Version, contestant.Name, size, given.GetValue(Seed)), context));
        given.Screen.Out.Line(RowText.Json(row));
        return row.State is CellState.Done or CellState.NotApplicable ? 0 : 1;
    }
}
