using System.Diagnostics;

namespace Heed.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void A_run_that_is_ended_while_it_writes_leaves_no_file()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "signals are sent by the shell");
        using var folder = new Folder();
        using var text = new Folder();
        File.WriteAllText(text["long.txt"], string.Concat(Enumerable.Repeat("attention ", 300)));
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(Heed.Folder, "heed"),
            ["see", "@" + text["long.txt"], "--seed", "1", "--out", folder["map.json"]])
        { RedirectStandardError = true, WorkingDirectory = text.Path })!;
        while (!run.HasExited && folder.Entries.Length == 0) Thread.Sleep(1);
        Assert.False(run.HasExited, "it ended before it began to write");
        Process.Start("/bin/sh", ["-c", $"kill -TERM {run.Id}"]).WaitForExit();
        run.WaitForExit();
        Assert.Equal(143, run.ExitCode);
        Assert.Empty(folder.Entries);
    }
}
