namespace Heed.Bench.Tests.Tasks;

/// <summary>Runs cells as the runner does.</summary>
internal static class Cells
{
    /// <summary>The one task of that type.</summary>
    public static T Task<T>() where T : BenchTask => TaskCatalog.All.OfType<T>().Single();

    /// <summary>Runs the first quick size, or the first full one, with some of its numbers changed.</summary>
    public static Outcome Run(BenchTask task, Contestant contestant, int seed, string changes, string? data = null)
    {
        var size = Sized(task, changes);
        Assert.Null(task.Impossible(size));
        Assert.Null(task.NotApplicable(contestant));
        torch.set_num_threads(1);
        using var scope = torch.NewDisposeScope();
        return task.Run(new(task.Id, task.Version, contestant.Name, size, seed),
            new(contestant, 1, TestContext.Current.CancellationToken) { Cache = Path.GetTempPath(), Data = data });
    }

    public static Outcome Run(BenchTask task, string mechanism, int seed, string changes, string? data = null) =>
        Run(task, Contestant.Parse(mechanism), seed, changes, data);

    public static TaskSize Sized(BenchTask task, string changes)
    {
        var size = task.Sizes(Suite.Quick).Concat(task.Sizes(Suite.Full)).First();
        foreach (var name in TaskSize.Parse(changes).Names) size = size.With(name, TaskSize.Parse(changes).Number(name));
        return size;
    }

    /// <summary>The number that counts, or one of a condition.</summary>
    public static double Of(this Outcome outcome, string metric, string condition = "") =>
        outcome.Numbers.Single(n => n.Metric == metric && n.Condition == condition).Value;
}
