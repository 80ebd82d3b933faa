using Heed.Models.Checkpoints;

namespace Heed.Models.Tests.Training;

public sealed class RecoveryTests
{
    /// <summary>What a kill would leave between any two changes of the folder is copied, and each copy is gone on with.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_training_that_is_killed_between_any_two_changes_of_its_folder_ends_the_same(int average)
    {
        using var folder = new Folder();
        var options = Lesson.Options with { Steps = 5, WarmUp = 1, ValidateEvery = 2, SaveEverySeconds = 0, Average = average };
        var left = new List<string>();
        _ = Lesson.Run(folder, options);
        Copy();
        var run = RunFolder.Open(folder["run"], Copy);
        var (_, whole) = Lesson.Train(run: run);
        using (whole)
        {
            Assert.True(left.Count > 5 * 6, $"only {left.Count} changes");
            foreach (var killed in left)
            {
                var (_, model) = Lesson.Train(run: RunFolder.Open(killed));
                using (model) Assert.Equal(Lesson.Numbers(whole), Lesson.Numbers(model));
                Assert.Equal(Lesson.Log(folder["run"]), Lesson.Log(killed));
                Assert.Equal(Names(folder["run"]), Names(killed));
                Assert.Equal(Best(folder["run"]), Best(killed));
            }
        }

        void Copy()
        {
            left.Add(folder[$"killed-{left.Count}"]);
            Directory.CreateDirectory(left[^1]);
            foreach (var name in Names(folder["run"]))
            {
                var (from, to) = (Path.Combine(folder["run"], name), Path.Combine(left[^1], name));
                if (Directory.Exists(from)) Directory.CreateDirectory(to);
                else if (!name.EndsWith(".training", StringComparison.Ordinal)) File.Copy(from, to);
            }
        }
    }

    private static float[] Best(string run)
    {
        using var best = ModelFolder.Open(run);
        return Lesson.Numbers(best.Model);
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true })
            .Select(e => Path.GetRelativePath(folder, e)).Order(StringComparer.Ordinal)];
}
