using System.Diagnostics;
using System.Text.Json;

namespace Heed.Cli.Tests;

public sealed class TrainTests
{
    private static string[] Tiny(string folder, int steps) =>
        ["train", "rnn-search", "--data", TrainedFixture.Data, .. TrainedFixture.Small, "--steps", $"{steps}", "--out", folder];

    [Fact]
    public void It_tells_in_json_where_it_stands_in_the_end()
    {
        using var folder = new Folder();
        using var told = JsonDocument.Parse(Heed.Run([.. Tiny(folder["run"], 3), "--json"]).AssertRan());
        Assert.Equal(3, told.RootElement.GetProperty("steps").GetInt64());
        Assert.Equal("budget", told.RootElement.GetProperty("ended").GetString());
        Assert.True(told.RootElement.GetProperty("best").GetProperty("loss").GetDouble() > 0);
    }

    [Fact]
    public void A_run_that_is_interrupted_saves_says_how_to_go_on_and_goes_on()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "signals are sent by the shell");
        Assert.SkipWhen(IgnoresInterrupts,
            "Ctrl-C is ignored here, as by what a shell starts in the background, and a program inherits that");
        using var folder = new Folder();
        var start = new ProcessStartInfo(Path.Combine(Heed.Folder, "heed"), [.. Tiny(folder["run"], 100_000), "--validate-every", "5"])
        { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        using var run = Process.Start(start)!;
        _ = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!run.HasExited && !File.Exists(Path.Combine(folder["run"], "checkpoint.json"))) Thread.Sleep(5);
        Process.Start("/bin/sh", ["-c", $"kill -INT {run.Id}"]).WaitForExit();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.Equal(130, run.ExitCode);
        Assert.Contains($"heed train --resume --out {folder["run"]}", output);
        using var again = Process.Start(new ProcessStartInfo(Path.Combine(Heed.Folder, "heed"),
            ["train", "--resume", "--out", folder["run"]])
        {
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },                          // as it is killed, its pipes would stay
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        Assert.Contains("RNN search", again.StandardError.ReadLine());
        again.Kill();
        again.WaitForExit();
    }

    private static bool IgnoresInterrupts =>
        File.Exists("/proc/self/status")
            && (Convert.ToUInt64(File.ReadLines("/proc/self/status")
                .Single(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), 16) & 2) != 0;

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        using var folder = new Folder();
        Heed.Run(Tiny(folder["run"], 3)).AssertRan();
        var log = File.ReadAllText(Path.Combine(folder["run"], "log.jsonl"));
        Assert.StartsWith("3 steps", Heed.Run("train", "--resume", "--out", folder["run"]).AssertRan());
        Assert.Equal(log, File.ReadAllText(Path.Combine(folder["run"], "log.jsonl")));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_left_alone()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["mine.txt"], "mine");
        Assert.Contains("is not empty", Heed.Run(Tiny(folder.Path, 3)).AssertRefused());
        Assert.Equal([folder["mine.txt"]], folder.Entries);
    }

    [Fact]
    public void An_unknown_model_is_answered_with_the_nearest() =>
        Assert.Contains("'rnn-search'",
            Heed.Run("train", "rnn-serch", "--data", "dates", "--out", Path.GetRandomFileName()).AssertRefused());

    [Theory]
    [InlineData("--data is missing", "rnn-search")]
    [InlineData("There is no data set, file or folder 'nowhere.tsv'", "rnn-search", "--data", "nowhere.tsv")]
    [InlineData("learns from a text", "language-model", "--data", "dates")]
    [InlineData("one of the three", "rnn-search", "--data", "dates", "--steps", "3", "--epochs", "1")]
    [InlineData("no attention", "rnn-encoder-decoder", "--data", "dates", "--attention", "sparsemax")]
    [InlineData("MODEL is missing")]
    public void What_makes_no_sense_is_refused_before_anything_is_written(string says, params string[] args)
    {
        using var folder = new Folder();
        Assert.Contains(says, Heed.Run(["train", .. args, "--out", folder["run"]]).AssertRefused());
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void A_run_goes_on_only_as_it_began()
    {
        using var folder = new Folder();
        Heed.Run(Tiny(folder["run"], 3)).AssertRan();
        Assert.Contains("cannot be changed", Heed.Run("train", "--resume", "--steps", "9", "--out", folder["run"]).AssertRefused());
        Assert.Contains("has no 'model.json'", Heed.Run("train", "--resume", "--out", folder.Path).AssertRefused());
    }

    [Fact]
    public void Bad_lines_are_counted_and_shown()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["pairs.tsv"], string.Concat(Enumerable.Range(0, 80).Select(i => $"a{i} b\tb a\n")) + "no tab here\n");
        var result = Heed.Run(["train", "rnn-search", "--data", folder["pairs.tsv"], .. TrainedFixture.Small, "--steps",
            "2", "--out", folder["run"]]);
        result.AssertRan();
        Assert.Contains("1 bad line", result.Error);
        Assert.Contains("line 81", result.Error);
    }
}
