using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>What the guide to the kernels shows is what is tested.</summary>
public sealed class GuideTests
{
    private const string Page = "docs/guide/kernels.md";
    private const string Tests = "tests/Heed.Kernels.Tests/Guide";

    [Fact]
    public void Its_programs_are_the_bodies_of_tests()
    {
        var shown = Regex.Matches(Tree.Read(Page), @"(?s)<!-- (\w+) -->\n```csharp\n(.*?)```")
            .Select(m => (Name: m.Groups[1].Value, Code: Plain(m.Groups[2].Value))).ToArray();
        var tested = Tree.Code.Where(f => f.StartsWith(Tests, StringComparison.Ordinal))
            .SelectMany(f => Regex.Matches(Tree.Read(f), @"(?s)#region (\w+)\n(.*?)\n *#endregion"))
            .Select(m => (Name: m.Groups[1].Value, Code: Plain(m.Groups[2].Value))).ToArray();
        Assert.NotEmpty(shown);
        Assert.Equal(shown.OrderBy(s => s.Name), tested.OrderBy(t => t.Name));
    }

    [Fact]
    public void Every_program_in_it_has_a_name()
    {
        var text = Tree.Read(Page);
        Assert.Equal(Regex.Count(text, "```csharp"), Regex.Count(text, @"<!-- \w+ -->\n```csharp"));
    }

    // Indentation differs with the place; nothing else may.
    private static string Plain(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[margin..] : line));
    }
}
