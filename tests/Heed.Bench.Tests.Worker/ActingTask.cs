namespace Heed.Bench.Tests.Worker;

/// <summary>What a cell does instead of measuring.</summary>
public enum Act
{
    Nothing,
    Throw,
    Diverge,
    GiveNaN,
    TakeMemory,
    Hang,
    Crash,
    Forget,
    Print,
    Refuse,
}

/// <summary>A task that misbehaves as its size says.</summary>
public sealed class ActingTask(bool timed = false) : BenchTask
{
    public static IReadOnlyList<BenchTask> All { get; } = [new ActingTask(), new ActingTask(timed: true)];

    public override string Id => timed ? "acting-timed" : "acting";

    public override string Name => "Acting";

    public override string Summary => "Does as it is told.";

    public override Citation? Cite => null;

    public override Question Question => Question.Cost;

    public override bool IsTimed => timed;

    public override IReadOnlyList<Metric> Metrics { get; } = [new("score", "Score", Better.Higher),
        new("process", "Process", Better.Neither)];

    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => [Size(Act.Nothing, 0, 0)];

    public override double Estimate(TaskSize size) => 0.01 + (size["ms"] / 1000.0);

    public override string? NotApplicable(Contestant contestant) => contestant.IsGru ? "it cannot act" : null;

    public override string? Impossible(TaskSize size) => size["number"] > 1_000_000 ? "there are no more than a million" : null;

    public static TaskSize Size(Act act, int milliseconds, int number) => new(("act", (int)act), ("ms", milliseconds), ("number", number));

    public static Cell[] Cells(int count, Act act, int milliseconds, bool timed = false) =>
        [.. Enumerable.Range(0, count)
            .Select(n => new Cell(new ActingTask(timed).Id, 1, "scaled-dot-product", Size(act, milliseconds, n), 1))];

    public override Outcome Run(Cell cell, CellContext context)
    {
        Thread.Sleep(cell.Size["ms"]);
        context.Progress?.Report(0.5);
        var score = cell.Size["number"] / 3.0;
        switch ((Act)cell.Size["act"])
        {
            case Act.Throw: throw new InvalidOperationException("As it was told.\nIn two lines.");
            case Act.Diverge: throw new DivergedException("The loss is Infinity at step 7.");
            case Act.GiveNaN: score = double.NaN; break;
            case Act.TakeMemory: Take(); break;
            case Act.Hang: Thread.Sleep(Timeout.Infinite); break;
            case Act.Crash: Environment.FailFast("crashed as it was told"); break;
            case Act.Forget: return new() { Numbers = [], Spent = new() };
            case Act.Print: Console.WriteLine("heed-reply {\"share\": 7}"); break;
            case Act.Refuse: throw new NotApplicableException("Not this one.");
        }

        return new()
        {
            Numbers = [new("score", score), new("process", Environment.ProcessId)],
            Spent = new(Parameters: 3),
            Curves = [new("line", "x", "y", [1, 2], [score, double.PositiveInfinity])],
            Notes = ["it acted"],
        };
    }

    private static void Take()
    {
        var taken = new List<byte[]>();
        while (true)
        {
            taken.Add(new byte[16 << 20]);
            Array.Fill(taken[^1], (byte)1);
        }
    }
}
