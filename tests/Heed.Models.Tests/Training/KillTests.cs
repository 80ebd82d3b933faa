using System.Diagnostics;

namespace Heed.Models.Tests.Training;

public sealed class KillTests
{
    private const string Steps = "40";

    private static readonly string Trainee = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Heed.Models.Tests.Trainee", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Heed.Models.Tests.Trainee"));

    /// <summary>It saves after every step, so kills hit steps, half-written files, renames and removals alike.</summary>
    [Fact]
    public void A_training_that_is_killed_at_random_moments_ends_with_the_same_weights_and_losses()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill -9 is for Unix");
        using var one = new Folder();
        using var other = new Folder();
        using (var whole = Start(one["run"]))
        {
            whole.WaitForExit();
            Assert.Equal(0, whole.ExitCode);
        }

        var random = new Random(5);
        var kills = 0;
        while (true)
        {
            using var run = Start(other["run"]);
            while (!run.HasExited && !File.Exists(Path.Combine(other["run"], "log.jsonl"))) Thread.Sleep(1);
            if (kills < 12 && !run.WaitForExit(random.Next(700, 1500)))
            {
                run.Kill();                                                                 // SIGKILL
                kills++;
                run.WaitForExit();
                continue;
            }

            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
            break;
        }

        Assert.True(kills > 3, $"only {kills} kills");
        Assert.Equal(Lesson.Log(one["run"]), Lesson.Log(other["run"]));
        Assert.Equal(File.ReadAllBytes(Path.Combine(one["run"], "trained", "model.safetensors")), File.ReadAllBytes(Path.Combine(other["run"], "trained", "model.safetensors")));
        Assert.Equal(Names(one), Names(other));
    }

    private static string[] Names(Folder folder) => [.. Directory.EnumerateFileSystemEntries(folder["run"], "*", new EnumerationOptions { AttributesToSkip = 0 }).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal)];

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo(Trainee, [folder, Steps]))!;
}
