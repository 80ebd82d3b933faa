using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Reports;

/// <summary>A task and rows that are made up, so that what a report says of them can be known.</summary>
internal static class Made
{
    public const string Exact = "scaled-dot-product";

    public static BenchTask Recall { get; } = new MadeTask("recall", Question.Capture, new("accuracy", "Accuracy", Better.Higher, "share"));

    public static BenchTask Speed { get; } = new MadeTask("speed", Question.Cost, new("pass", "A pass", Better.Lower, "ms"));

    public static BenchTask Fidelity { get; } = new MadeTask("closeness", Question.Fidelity, new("error", "Error", Better.Lower));

    public static IReadOnlyList<BenchTask> Tasks { get; } = [Fidelity, Recall, Speed];

    public static Row Row(BenchTask task, string mechanism, int seed, params Measured[] numbers) => new(
        new(task.Id, 1, mechanism, new(("n", 8)), seed), CellState.Done, "",
        new() { Numbers = numbers, Spent = new(10, mechanism == Exact ? 4096 : 512) }, Conditions.Here, 1, 2, null, DateTime.UnixEpoch);

    public static Row Failed(BenchTask task, string mechanism, CellState state, string reason) =>
        new(new(task.Id, 1, mechanism, new(("n", 8)), 1), state, reason, null, Conditions.Here, 1, 2, null, DateTime.UnixEpoch);

    /// <summary>
    /// Exact attention finds all, the majority class a tenth; delta-net is as good as exact, elu halfway, and one diverged.
    /// </summary>
    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. from seed in Enumerable.Range(1, 3)
           from r in new (string Name, double Value)[]
           {
               (Exact, 1), ("delta-net", 0.98), ("linear-elu", 0.55), (Contestant.Majority, 0.1), ("uniform", 0.12),
           }
           select Row(Recall, r.Name, seed, new Measured("accuracy", r.Value - (0.01 * (seed - 2)))),
        Failed(Recall, "gla", CellState.Diverged, "the loss is NaN | at step 3, <b>"),
        .. from r in new (string Name, double Power, double Factor)[] { (Exact, 2, 1e-4), ("delta-net", 1, 0.02), ("linear-elu", 1, 0.01) }
           select Row(Speed, r.Name, 1,
               [.. from n in new[] { 64, 128, 256, 512, 1024 } select new Measured("pass", r.Factor * Math.Pow(n, r.Power), $"n={n}"),
                   new("pass", r.Factor * Math.Pow(512, r.Power))]),
        .. from r in new (string Name, double Flat, double Peaked)[]
           {
               ("linear-elu", 0.1, 0.9), ("top-k", 0.8, 0.2), ("sliding-window", 0.85, 0.95),
           }
           select Row(Fidelity, r.Name, 1, new("error", (r.Flat + r.Peaked) / 2), new("error", r.Flat, "sigma=0.5"),
               new("error", Math.Sqrt(r.Flat * r.Peaked), "sigma=1"), new("error", r.Peaked, "sigma=4")),
    ];

    private sealed class MadeTask(string id, Question question, Metric metric) : BenchTask
    {
        public override string Id => id;

        public override string Name => $"Made {id}";

        public override string Summary => "Made up.";

        public override Citation? Cite => null;

        public override Question Question => question;

        public override IReadOnlyList<Metric> Metrics { get; } = [metric];

        public override IReadOnlyList<TaskSize> Sizes(Suite suite) => [new(("n", 8))];

        public override double Estimate(TaskSize size) => 1;

        public override Outcome Run(Cell cell, CellContext context) => throw new NotSupportedException();
    }
}
