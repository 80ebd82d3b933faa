using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>What the library tells a logger is in one table, and has numbers of its own.</summary>
public sealed class EventTests
{
    private const string Page = "docs/guide/troubleshooting.md";
    private const string Defined = @"LogLevel\.(\w+), new\((\d+), nameof\((\w+)\)\)";

    [Fact]
    public void The_table_of_events_is_what_the_code_defines()
    {
        var defined = from file in Tree.Code
                      where file.StartsWith("src/", StringComparison.Ordinal)
                      from Match made in Regex.Matches(Tree.Read(file), Defined)
                      let number = int.Parse(made.Groups[2].Value, null)
                      orderby number
                      select (number, made.Groups[3].Value, made.Groups[1].Value);
        var told = Regex.Matches(Tree.Read(Page), @"(?m)^\| (\d+) \| (\w+) \| (\w+) \|")
            .Select(m => (int.Parse(m.Groups[1].Value, null), m.Groups[2].Value, m.Groups[3].Value)).ToArray();
        Assert.NotEmpty(told);
        Assert.Equal(told, defined);
        Assert.Equal(told.Length, told.DistinctBy(t => t.Item1).Count());
    }

    [Fact]
    public void No_event_is_told_without_being_defined_there() =>
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("src/", StringComparison.Ordinal)
                        from Match use in Regex.Matches(
                            Tree.Read(file), @"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(LogLevel")
                        select $"{file}: {use.Value}");
}
