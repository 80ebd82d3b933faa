using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Cli.Tests;

public sealed class VerbTests
{
    private static string Golden => Path.Combine(Heed.Root, "tests", "Golden");

    /// <summary>All but the one that only a program can speak to.</summary>
    public static TheoryData<string> Verbs() =>
        [.. Regex.Matches(Section(Heed.Run("--help").AssertRan(), "Commands:"), @"(?m)^  (\w+)").Select(m => m.Groups[1].Value)
            .Where(verb => verb != "mcp")];

    [Theory, MemberData(nameof(Verbs))]
    public void Every_example_of_the_help_runs(string verb)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["essay.txt"], "the cat sat on the mat");
        Directory.CreateDirectory(folder["my-model"]);
        Directory.CreateDirectory(folder["golden"]);
        File.Copy(Path.Combine(Golden, "causal.json"), folder["my-model/attention.json"]);
        File.Copy(Path.Combine(Golden, "alibi.json"), folder["golden/alibi.json"]);
        File.WriteAllText(folder["input.txt"], string.Concat(Enumerable.Repeat("to be, or not to be: that is the question. ", 40)));
        File.WriteAllLines(folder["pairs.tsv"], Enumerable.Range(0, 200).Select(i => $"{i:x4}\t{string.Concat($"{i:x4}".Reverse())}"));
        File.WriteAllText(folder["numbers.txt"], "forty-two\nseven\n");
        if (verb is "apply" or "evaluate") Copy(Path.Combine(Heed.Folder, "heed-models", "numbers-transformer"), folder["runs/numbers"]);
        if (verb == "report")
            new Heed.Call("bench", "--mechanisms", "alibi", "--tasks", "fidelity") { WorkingFolder = folder.Path }.Run().AssertRan();
        if (verb == "history")
        {
            string[] longer = ["--data", "pairs.tsv", "--by", "characters", "--width", "8", "--steps", "2", "--out", "runs/longer"];
            new Heed.Call(["train", "luong", .. longer]) { WorkingFolder = folder.Path }.Run().AssertRan();
        }

        var examples = Regex.Matches(Section(Heed.Run(verb, "--help").AssertRan(), "Examples:"), @"(?m)^  heed (.+)$")
            .Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.NotEmpty(Example.Run(example, folder.Path).AssertRan()));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    [Fact]
    public void Without_a_verb_the_help_is_shown() => Assert.Contains("Commands:", Heed.Run().AssertRan());

    [Fact]
    public void The_list_for_machines_has_what_the_list_for_people_has()
    {
        var people = Heed.Run("list").AssertRan();
        using var json = JsonDocument.Parse(Heed.Run("list", "--json").AssertRan());
        var entries = json.RootElement.EnumerateArray().ToArray();
        Assert.True(entries.Length >= 25);
        Assert.All(entries, e =>
        {
            Assert.Contains($" {e.GetProperty("id").GetString()} ", people);
            foreach (var member in new[] { "name", "summary", "family", "takes", "formula", "tex", "cost", "arguments", "laws" })
                Assert.True(e.TryGetProperty(member, out _), member);
        });
    }

    [Fact]
    public void The_golden_numbers_of_the_repository_pass()
    {
        var output = Heed.Run("check", Golden).AssertRan();
        Assert.Matches(@"^\d+ passed, 0 failed, 0 skipped$", output.TrimEnd('\n').Split('\n')[^1]);
    }

    [Fact]
    public void A_number_that_was_changed_is_found_and_counted()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["window.json"],
            File.ReadAllText(Path.Combine(Golden, "sliding-window.json")).Replace("\"window\":3", "\"window\":4"));
        File.WriteAllText(folder["other.json"],
            File.ReadAllText(Path.Combine(Golden, "causal.json")).Replace("\"id\":\"causal\"", "\"id\":\"perceiver\""));
        var run = Heed.Run("check", folder.Path);
        Assert.Equal(1, run.Code);
        Assert.Contains("DIFFERS", run.Output);
        Assert.Contains("w − 1", run.Output);
        Assert.Equal(3, Regex.Matches(run.Output, ": unknown id").Count);
        Assert.EndsWith("2 passed, 1 failed, 3 skipped\n", run.Output);
        using var json = JsonDocument.Parse(Heed.Run("check", folder.Path, "--json").Output);
        Assert.Equal((2, 1, 3), (json.RootElement.GetProperty("passed").GetInt32(), json.RootElement.GetProperty("failed").GetInt32(),
            json.RootElement.GetProperty("skipped").GetInt32()));
        Assert.Equal(6, json.RootElement.GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public void The_laws_of_a_composition_hold() =>
        Assert.DoesNotMatch("BROKEN|NOT PROMISED", Heed.Run("laws", "rope + sliding-window(3) + sparsemax").AssertRan());

    private static string Section(string help, string title) => help[help.IndexOf(title, StringComparison.Ordinal)..];
}
