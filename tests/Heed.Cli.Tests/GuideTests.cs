using System.Text.RegularExpressions;

namespace Heed.Cli.Tests;

public sealed class GuideTests
{
    [Fact]
    public void The_commands_of_the_guide_to_training_run_one_after_the_other()
    {
        using var folder = new Folder();
        var guide = File.ReadAllText(Path.Combine(Heed.Root, "docs", "guide", "training.md"));
        string[] commands = [.. Regex.Matches(guide, "(?m)^    heed (.+)$").Select(m => m.Groups[1].Value)];
        Assert.True(commands.Length >= 5);
        Assert.All(commands, command => Assert.NotEmpty(Example.Run(command, folder.Path).AssertRan()));
    }

    [Fact]
    public void The_page_of_the_history_says_what_its_numbers_say()
    {
        using var folder = new Folder();
        var docs = Path.Combine(Heed.Root, "docs");
        Directory.CreateDirectory(folder["history"]);
        File.Copy(Path.Combine(docs, "history", "history.json"), folder["history/history.json"]);
        Heed.Run("history", "--again", "--out", folder["history"], "--page", folder["history.md"]).AssertRan();
        Assert.Equal(File.ReadAllText(Path.Combine(docs, "history.md")), File.ReadAllText(folder["history.md"]));
        Assert.All(Regex.Matches(File.ReadAllText(folder["history.md"]), @"\]\(([^)]+)\)").Select(m => m.Groups[1].Value),
            link => Assert.True(File.Exists(Path.Combine(docs, link)), link));
    }
}
