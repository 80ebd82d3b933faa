using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Plans;
using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed bench plan</c>: writes the cells without running them, and estimates the time. Needs no tensors.</summary>
internal static class PlanVerb
{
    private const int WideEnough = 140;
    private static readonly Option<string?> Out = new("--out") { Description = "Write the cells to a file, which --suite reads." };
    private static readonly Option<string?> Known = new("--store")
    { Description = "Leave out what this store has, and estimate by what it measured." };
    private static readonly Option<int> Jobs = Number.Option("--jobs", 1, Number.Threads, 1, "Cells that will run at the same time.");

    public static Command Command()
    {
        var command = new Verb("plan", "Write the cells without running them, and estimate how long they take.",
            "heed bench plan --suite standard --out plan.json",
            "heed bench plan --suite full --mechanisms family:recurrent --jobs 8")
        { PlanChoice.SuiteOrFile, PlanChoice.Mechanisms, PlanChoice.Tasks, PlanChoice.Seeds, Known, Jobs, Out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var plan = PlanChoice.Read(given);
        var jobs = given.GetValue(Jobs);
        IReadOnlyList<Row> rows = [];
        if (given.GetValue(Known) is { } where)
        {
            using var store = Store.Read(where);
            rows = store.Rows();
        }

        var finished = rows.Select(r => r.Cell.Id).ToHashSet();
        var missing = plan with { Cells = [.. plan.Cells.Where(c => !finished.Contains(c.Id))] };
        var file = given.GetValue(Out);
        if (file is not null) missing.Save(file);
        Print(given.Screen, missing, new(rows), jobs);
        if (finished.Count > 0) given.Screen.Out.Line($"{plan.Cells.Count - missing.Cells.Count:N0} cells more are in the store.");
        if (file is not null) given.Screen.Out.Line($"The cells are in {file}: heed bench --suite {file}");
        return 0;
    }

    private static void Print(Screen screen, Plan plan, Estimates estimates, int jobs)
    {
        screen.Table(WideEnough, ["task", "size", "contestants", "seeds", "cells", "time"],
            plan.Cells.GroupBy(c => (c.Task, c.Size)).Select(group => (string[])
            [
                group.Key.Task, group.Key.Size.ToString(), $"{group.Select(c => c.Mechanism).Distinct().Count()}",
                $"{group.Select(c => c.Seed).Distinct().Count()}", $"{group.Count():N0}",
                Duration.Of(estimates.Seconds(group, jobs)) + (TaskCatalog.Named(group.Key.Task).IsTimed ? " alone" : ""),
            ]));
        var all = estimates.Seconds(plan.Cells, jobs);
        var guessed = estimates.Seconds(plan.Cells.Where(c => !estimates.IsMeasured(c)), jobs);
        var time = guessed > 0 ? $"{Duration.Of(all)} to {Duration.Of(all + ((Estimates.Spread - 1) * guessed))}"
            : $"about {Duration.Of(all)}";
        screen.Out.Line($"{plan.Cells.Count:N0} cells, {time} with {jobs} job{(jobs == 1 ? "" : "s")}.");
    }
}
