using System.Text.RegularExpressions;
using Heed;

namespace Repository.Tests;

/// <summary>What README.md and CONTRIBUTING.md show is what there is.</summary>
public sealed class ReadmeTests
{
    private const string Readme = "README.md";

    [Fact]
    public void The_table_of_words_is_the_catalog()
    {
        var text = Tree.Read(Readme);
        var written = Regex.Replace(text, @"(?s)(?<=<!-- words -->\n).*?(?=<!-- end -->)", Words());
        var writes = Environment.GetEnvironmentVariable("HEED_WRITE") == "1";
        if (writes) File.WriteAllText(Tree.Full(Readme), written);
        Assert.True(writes || written == text,
            $"{Readme} does not list the catalog: run HEED_WRITE=1 dotnet test --project tests/Repository.Tests");
    }

    [Fact]
    public void The_program_in_it_is_the_body_of_a_test()
    {
        var shown = Regex.Match(Tree.Read(Readme), @"(?s)```csharp\n(.*?)```").Groups[1].Value;
        var tested = Regex.Match(
            Tree.Read("tests/Heed.Tests/ReadmeProgramTests.cs"), @"(?s)#region readme\n(.*?)\s*#endregion").Groups[1].Value;
        Assert.NotEmpty(shown);
        Assert.Equal(Squeezed(shown), Squeezed(tested));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("tests")]
    public void It_gives_one_command_for_it(string what) =>
        Assert.Single(Regex.Matches(Tree.Read(Readme), $@"<!-- {what} -->\n    dotnet [^\n]+\n<!-- end -->"));

    [Fact]
    public void Contributing_names_every_rule_of_the_generator_and_an_example_that_exists()
    {
        var text = Tree.Read("CONTRIBUTING.md");
        var rules = Regex.Matches(Tree.Read("src/Heed.Generator/Rules.cs"), @"HEED\d{3}")
            .Select(m => m.Value).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains($"{rules[0]} to {rules[^1]}", text);
        var example = Regex.Match(text, @"(?m)^     (src/\S+\.cs) \| +(\d+) \++$");
        Assert.True(example.Success);
        Assert.Contains(example.Groups[1].Value, Tree.Files);
    }

    private static string Words()
    {
        var rows = from entry in Catalog.All
                   let stages = Expression.Parse(entry.Card.Id).Terms.Single().Stages.Distinct().ToArray()
                   group entry.Card.Id by (entry.Mechanism.Family,
                       Order: stages.Length == 0 ? 0 : stages.Min(s => s.Order),
                       Stages: string.Join(", ", stages.Select(s => s.Name))) into row
                   orderby row.Key.Family.Order, row.Key.Order, row.Key.Stages
                   select $"| {row.Key.Family.Name} | {(row.Key.Stages.Length == 0 ? "–" : row.Key.Stages)} | " +
                       $"{string.Join(", ", row.Select(id => $"`{id}`"))} |\n";
        return "\n| family | stage | words |\n|---|---|---|\n" + string.Concat(rows) + "\n";
    }

    private static string Squeezed(string code) => Regex.Replace(code, @"\s+", " ").Trim();
}
