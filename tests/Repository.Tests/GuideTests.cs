using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>What the guides show is what is tested: their programs are samples that run by themselves, or bodies of tests.</summary>
public sealed class GuideTests
{
    private const string Shown = @"(?s)<!-- (\w+) -->\n```csharp\n(.*?)```";
    private const string Tested = @"(?s)#region (\w+)\n(.*?)\n *#endregion";
    private const string Apps = "samples/apps/";

    private static IEnumerable<string> Pages =>
        Tree.Files.Where(f => Regex.IsMatch(f, @"^docs/guide/\w+\.md$") && Tree.Read(f).Contains("```csharp"));

    [Fact]
    public void Their_programs_are_the_bodies_of_tests()
    {
        var shown = Pages.SelectMany(p => All(p, Shown)).Where(s => !Tree.Files.Contains($"{Apps}{s.Name}.cs"));
        var tested = Tree.Code.Where(f => Regex.IsMatch(f, "^tests/[^/]+/Guide")).SelectMany(f => All(f, Tested));
        Assert.Equal(shown.OrderBy(s => s.Name), tested.OrderBy(t => t.Name));
    }

    [Fact]
    public void The_first_program_of_each_runs_by_itself() =>
        Tree.AssertNone(from page in Pages
                        let sample = $"{Apps}{Path.GetFileNameWithoutExtension(page)}.cs"
                        where !Tree.Files.Contains(sample)
                            || !Tree.Read(sample).Contains(All(page, Shown).First().Code, StringComparison.Ordinal)
                        select $"{page} begins with another program than {sample}");

    [Fact]
    public void Every_program_in_them_has_a_name() =>
        Tree.AssertNone(Pages.Where(p => Regex.Count(Tree.Read(p), "```csharp") != Regex.Count(Tree.Read(p), @"<!-- \w+ -->\n```csharp"))
            .Select(p => $"{p} has a program without a name"));

    private static IEnumerable<(string Name, string Code)> All(string file, string pattern) =>
        Regex.Matches(Tree.Read(file), pattern).Select(m => (m.Groups[1].Value, Plain(m.Groups[2].Value)));

    // Indentation differs with the place; nothing else may.
    private static string Plain(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[margin..] : line));
    }
}
