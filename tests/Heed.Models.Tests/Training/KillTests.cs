using System.Diagnostics;

namespace Heed.Models.Tests.Training;

public sealed class KillTests
{
    private const string Steps = "150";
    private const int Kills = 12;

    private static readonly string Trainee = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Heed.Models.Tests.Trainee", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')),
        "Heed.Models.Tests.Trainee"));

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
            var before = Pointer(other);
            using var run = Start(other["run"]);
            while (kills < Kills && !run.HasExited && Pointer(other) == before) Thread.Sleep(1);
            if (kills == Kills || run.WaitForExit(random.Next(60)))
            {
                run.WaitForExit();
                Assert.Equal(0, run.ExitCode);
                break;
            }

            run.Kill();                                                                     // SIGKILL
            run.WaitForExit();
            kills++;
        }

        Assert.True(kills >= Kills / 2, $"only {kills} kills");
        Assert.Equal(Lesson.Log(one["run"]), Lesson.Log(other["run"]));
        Assert.Equal(File.ReadAllBytes(Path.Combine(one["run"], "trained", "model.safetensors")),
            File.ReadAllBytes(Path.Combine(other["run"], "trained", "model.safetensors")));
        Assert.Equal(Names(one), Names(other));
    }

    private static string Pointer(Folder folder) =>
        File.Exists(Path.Combine(folder["run"], "checkpoint.json")) ? File.ReadAllText(Path.Combine(folder["run"], "checkpoint.json")) : "";

    private static string[] Names(Folder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder["run"], "*", new EnumerationOptions { AttributesToSkip = 0 })
            .Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal)];

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo(Trainee, [folder, Steps]))!;
}
