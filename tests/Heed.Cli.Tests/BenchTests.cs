using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>The verbs <c>bench</c> and <c>report</c>, from a clean folder to a page.</summary>
public sealed class BenchTests
{
    [Fact]
    public void From_a_plan_to_a_page_and_a_second_run_does_nothing()
    {
        using var folder = new Folder();
        In(folder, "bench", "plan", "--mechanisms", "alibi", "--tasks", "fidelity", "--out", "plan.json").AssertRan();
        var first = In(folder, "bench", "--suite", "plan.json").AssertRan();
        Assert.StartsWith("7 cells: 0 were there, 7 run now", first);
        Assert.StartsWith("7 cells: 7 were there, 0 run now", In(folder, "bench", "--resume").AssertRan());
        Assert.Contains("0 cells, about", In(folder, "bench", "plan", "--suite", "plan.json", "--store", "heed-bench.sqlite").AssertRan());
        In(folder, "bench", "export", "heed-bench.sqlite", "--out", "rows.parquet").AssertRan();
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(folder["rows.parquet"])[..4]);
        var report = In(folder, "report");
        Assert.Contains("smoke test with one seed", report.Error);
        report.AssertRan();
        Assert.Contains("<code>alibi</code>", File.ReadAllText(folder["report/report.html"]));
        var explained = In(folder, "explain", "alibi", "--no-picture", "--store", "heed-bench.sqlite").AssertRan();
        Assert.Matches(@"Measured: alibi, 1 seed[\s\S]*relative error of the output \S+,\s+\d+\s+of\s+4\s+others", explained);
        Assert.Matches(@"^(\d[\d,]*) same of \1 numbers that both have$",
            In(folder, "report", "--compare", "heed-bench.sqlite", "heed-bench.sqlite").AssertRan().Trim());
    }

    [Fact]
    public void A_cell_gives_the_same_numbers_each_time()
    {
        Assert.Equal(Numbers(), Numbers());

        static string Numbers()
        {
            using var row =
                JsonDocument.Parse(Heed.Run("bench", "cell", "fidelity", "rope + sliding-window(8)", "--threads", "1").AssertRan());
            return row.RootElement.GetProperty("outcome").GetProperty("numbers").GetRawText();
        }
    }

    [Theory]
    [InlineData("did you mean 'quick'", "bench", "--suite", "quik")]
    [InlineData("no plan 'missing.json'", "bench", "--suite", "missing.json")]
    [InlineData("did you mean 'mqar'", "bench", "--tasks", "mqarr")]
    [InlineData("did you mean 'alibi'", "bench", "--mechanisms", "gla, alibbi")]
    [InlineData("did you mean 'recurrent'", "bench", "--mechanisms", "family:recurent")]
    [InlineData("Cannot read the seed 'x'", "bench", "--seeds", "1,x")]
    [InlineData("--jobs must be", "bench", "--jobs", "0")]
    [InlineData("--threads must be", "bench", "--threads", "0")]
    [InlineData("--time-limit must be", "bench", "--time-limit", "0")]
    [InlineData("--memory-limit must be", "bench", "--memory-limit", "-1")]
    [InlineData("no folder 'nowhere'", "bench", "--data", "nowhere")]
    [InlineData("There is no store", "bench", "--resume")]
    [InlineData("leave out --resume", "bench", "--resume", "--seeds", "1")]
    [InlineData("does not exist", "bench", "--store", "nowhere/store.sqlite")]
    [InlineData("cannot be read", "bench", "--store", "Host=x;Prot=1")]
    [InlineData("did you mean 'fidelity'", "bench", "cell", "fidelty", "alibi")]
    [InlineData("no size 'm'", "bench", "cell", "fidelity", "alibi", "--size", "m=4")]
    [InlineData("at least 16 tokens", "bench", "cell", "fidelity", "alibi", "--size", "n=0")]
    [InlineData("Cannot read the size 'n'", "bench", "cell", "fidelity", "alibi", "--size", "n")]
    [InlineData("cannot be written", "bench", "plan", "--tasks", "fidelity", "--mechanisms", "alibi", "--out", "nowhere/plan.json")]
    [InlineData("There is no store", "report", "nothing.sqlite")]
    [InlineData("There is no store", "explain", "alibi", "--no-picture", "--store", "nothing.sqlite")]
    [InlineData("There is no store", "bench", "export", "nothing.sqlite")]
    public void It_is_refused_in_one_line(string says, params string[] args)
    {
        using var folder = new Folder();
        Assert.Contains(says, In(folder, args).AssertRefused());
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("not a plan", "{")]
    [InlineData("has no cells", """{ "heed_plan": 1, "cells": [] }""")]
    [InlineData("Cell 1 of the plan is wrong. Unknown task 'mqarr'",
        """{ "heed_plan": 1, "cells": [ { "task": "mqarr", "mechanism": "alibi", "size": {}, "seed": 1 } ] }""")]
    [InlineData("cannot have the size",
        """{ "heed_plan": 1, "cells": [ { "task": "fidelity", "mechanism": "alibi", "size": { "n": 1 }, "seed": 1 } ] }""")]
    public void A_plan_that_cannot_be_run_is_refused_in_one_line(string says, string plan)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["plan.json"], plan);
        Assert.Contains(says, In(folder, "bench", "--suite", "plan.json").AssertRefused());
        Assert.Single(folder.Entries);
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["notes.txt"], new string('x', 5000));
        Assert.Contains("is no store", In(folder, "report", "notes.txt").AssertRefused());
        Assert.Contains("is no store",
            In(folder, "bench", "--store", "notes.txt", "--mechanisms", "alibi", "--tasks", "fidelity").AssertRefused());
        Assert.Equal(new string('x', 5000), File.ReadAllText(folder["notes.txt"]));
    }

    [Fact]
    public void A_full_disk_is_named_in_one_line()
    {
        using var folder = new Folder();
        Assert.SkipUnless(Inside("true", folder).Code == 0, "this user may not mount a small disk");
        var run =
            Inside($"'{Path.Combine(Heed.Folder, "heed")}' bench --store full/store.sqlite --mechanisms alibi --tasks fidelity", folder);
        Assert.Matches("full|cannot be read or written", run.AssertRefused());

        static Result Inside(string script, Folder folder)
        {
            var small = "mkdir -p full && mount -t tmpfs -o size=40k tmpfs full && { " + script + "; }";
            return new Heed.Process("-rm", "sh", "-c", small) { Program = "unshare", WorkingFolder = folder.Path }.Run();
        }
    }

    private static Result In(Folder folder, params string[] args) => new Heed.Call(args) { WorkingFolder = folder.Path }.Run();
}
