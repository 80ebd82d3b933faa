using System.Diagnostics;
using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Running;

public sealed class KillTests
{
    private const int Cells = 60;
    private const int Kills = 6;

    /// <summary>The second to last kills hit a run that has work left, in the middle of cells and of writing rows alike.</summary>
    [Fact]
    public void A_run_that_is_killed_again_and_again_loses_no_more_than_the_cell_that_was_running()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill -9 is for Unix");
        using var folder = new Folder();
        var random = new Random(7);
        var (kills, before) = (0, new List<string>());
        while (kills < Kills)
        {
            using var run = Start(folder);
            var rows = Rows(folder);
            while (!run.HasExited && Rows(folder).Count <= rows.Count + 1) Thread.Sleep(1);
            Thread.Sleep(random.Next(40));
            if (run.HasExited) break;
            run.Kill();                                                                     // SIGKILL
            run.WaitForExit();
            kills++;
            var kept = Rows(folder);
            Assert.All(before, row => Assert.Contains(row, kept));
            Assert.True(kept.Count >= rows.Count + 2);
            before = kept;
        }

        Assert.True(kills >= Kills / 2, $"only {kills} kills");
        using var last = Start(folder);
        last.WaitForExit();
        Assert.Equal(0, last.ExitCode);
        Assert.Equal($"{Cells - before.Count} {before.Count} 0", last.StandardOutput.ReadToEnd().Trim());
        Assert.Equal(Cells, Rows(folder).Count);
        Assert.All(before, row => Assert.Contains(row, Rows(folder)));
    }

    [Fact]
    public void A_worker_ends_when_the_run_is_killed_in_the_middle_of_a_cell()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for as on Linux");
        using var folder = new Folder();
        using var run = Start(folder, milliseconds: 600_000);
        int[] children;
        while ((children = Children(run.Id)).Length == 0) Thread.Sleep(5);
        run.Kill();
        run.WaitForExit();
        var patience = Stopwatch.StartNew();
        while (children.Any(c => Directory.Exists($"/proc/{c}") && !IsDead(c)) && patience.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(10);
        Assert.DoesNotContain(children, c => Directory.Exists($"/proc/{c}") && !IsDead(c));
    }

    private static bool IsDead(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Trim().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static int[] Children(int process)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{process}/task")
                .SelectMany(t => File.ReadAllText($"{t}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        }
        catch (IOException)
        {
            return [];                                                                      // a thread has just ended
        }
    }

    private static List<string> Rows(Folder folder)
    {
        if (!File.Exists(folder["store"])) return [];
        try
        {
            using var store = Store.Open(folder["store"], create: false);
            return [.. store.Rows().Select(RowText.Json)];
        }
        catch (StoreException)
        {
            return [];                                                                      // it is being made
        }
    }

    private static Process Start(Folder folder, int milliseconds = 20) => Process.Start(
        new ProcessStartInfo(Processes.Worker, ["run", folder["store"], folder["cache"], $"{Cells}", $"{milliseconds}"])
        { RedirectStandardOutput = true })!;
}
