using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary>
/// <c>heed bench</c>: measures mechanisms by tasks, and keeps what it finds. Loads no tensor library itself: cells run in processes of
/// their own.
/// </summary>
internal static class BenchVerb
{
    private const int Interrupted = 130;

    private static readonly Option<int> Jobs = Number.Option("--jobs", 1, Number.Threads, 1,
        "Cells that run at the same time; what is timed runs alone.");
    private static readonly Option<int?> Threads = Number.Optional("--threads", 1, Number.Threads,
        "Threads of each cell. [default: the processors, divided among the jobs]");
    private static readonly Option<bool> Resume = new("--resume")
    { Description = "Go on with the cells that the store was meant to hold." };
    private static readonly Option<bool> Retry = new("--retry") { Description = "Run again what did not end well." };
    private static readonly Option<double?> MostSeconds = Number.Optional("--time-limit", 0.001, 1e9,
        "Seconds that a cell may take. [default: by its task]");
    private static readonly Option<double?> MostMemory = Number.Optional("--memory-limit", 0.001, 1e6,
        "GB that the process of a cell may hold. [default: 80 % of what there is, divided among the jobs]");
    private static readonly Option<string?> Data = new("--data")
    { Description = "A folder with data that is not built in, such as the STS files." };

    public static Command Command()
    {
        var command = new Verb("bench",
            "Measure mechanisms: how similar to exact attention, how well they find what is relevant, and what they cost.",
            "heed bench --mechanisms alibi --tasks fidelity",
            "heed bench --resume --jobs 2")
        {
            PlanChoice.SuiteOrFile, PlanChoice.Mechanisms, PlanChoice.Tasks, PlanChoice.Seeds, StoreChoice.Store,
            Jobs, Threads, Resume, Retry, MostSeconds, MostMemory, Data,
            PlanVerb.Command(), CellVerb.Command(), ExportVerb.Command(), WorkerVerb.Command(),
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var options = Options(given);
        var resumed = given.GetValue(Resume);
        if (resumed && PlanChoice.IsGiven(given))
            throw new ArgumentException(
                "--resume takes the cells from the store: leave out --suite, --mechanisms, --tasks and --seeds, or leave out --resume.");
        var plan = resumed ? null : PlanChoice.Read(given);
        using var store = Store.Open(StoreChoice.Of(given), create: !resumed);
        var cells = plan?.Cells ?? Known(store);
        using var interrupt = new Interrupt();
        var summary = BenchDisplay.Show(
            given.Screen, plan?.Name ?? "resumed", progress => new Runner(store, options).Run(cells, progress, interrupt.Token));
        given.Screen.Out.Line(BenchDisplay.Sum(summary, cells.Count, store.Name));
        return summary.Cancelled ? Interrupted : 0;
    }

    /// <summary>Those cells of a store that this program can run.</summary>
    private static Cell[] Known(Store store)
    {
        var cells = store.Cells().Where(c => TaskCatalog.All.Any(t => t.Id == c.Task && t.Version == c.Version)).ToArray();
        return cells.Length > 0 ? cells : throw new Failure($"The store {store.Name} has no cells that this program can run.");
    }

    private static RunOptions Options(ParseResult given) => new()
    {
        Worker = WorkerVerb.Itself,
        Jobs = given.GetValue(Jobs),
        Threads = given.GetValue(Threads),
        MostSeconds = given.GetValue(MostSeconds),
        MostBytes = (long?)(given.GetValue(MostMemory) * 1e9),
        Data = given.GetValue(Data) is not { } folder || Directory.Exists(folder)
            ? given.GetValue(Data)
            : throw new Failure($"There is no folder '{folder}'."),
        Retry = given.GetValue(Retry),
    };
}
