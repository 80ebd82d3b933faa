using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>Inside the library, too, knowledge goes in one direction: contracts know no family, and laws know only contracts.</summary>
public sealed class LayeringTests
{
    private const string Names = @"(?m)^using (?:static )?(Heed\.\w+)|(?<![\w.])(Heed\.\w+)\.";
    private const string Asks = @"\bis (?:not )?\(?(Pairwise|Recurrent|Scan|Aligned|Alone)(Attention|Mechanism)\b";

    /// <summary>
    /// The families, what swaps the pairwise attention of a trained model for something else, and the conventions of pairwise
    /// attention on which libraries disagree.
    /// </summary>
    private static readonly string[] Inside = ["src/Heed/Families/", "src/Heed.Bench/Swapping/", "src/Heed/Golden/Convention."];

    private static readonly string[] Families =
        ["Heed.Pairwise", "Heed.Recurrent", "Heed.Scan", "Heed.Aligned", "Heed.Alone"];

    /// <summary>Folders of src/Heed and the namespaces that code there must not name.</summary>
    private static readonly Dictionary<string, string[]> MustNotKnow = new()
    {
        ["Contracts"] = [.. Families, "Heed.Lowering", "Heed.Laws", "Heed.Relations", "Heed.Golden", "Heed.Kernels"],
        ["Lowering"] = [.. Families, "Heed.Laws", "Heed.Relations", "Heed.Golden"],
        ["Families"] = ["Heed.Laws", "Heed.Relations", "Heed.Golden"],
        ["Laws"] = [.. Families, "Heed.Lowering", "Heed.Golden", "Heed.Kernels"],
        ["Relations"] = [.. Families, "Heed.Lowering", "Heed.Golden", "Heed.Kernels"],
        ["Layers"] = [.. Families, "Heed.Lowering", "Heed.Laws", "Heed.Golden"],
        ["Architectures"] = [.. Families, "Heed.Lowering", "Heed.Laws", "Heed.Golden", "Heed.Kernels"],
        ["Expressions"] = [.. Families, "Heed.Lowering", "Heed.Laws", "Heed.Golden"],
    };

    [Fact]
    public void Knowledge_goes_in_one_direction() =>
        Tree.AssertNone(from folder in MustNotKnow
                        from file in Tree.Code
                        where file.StartsWith($"src/Heed/{folder.Key}/", StringComparison.Ordinal)
                        from Match use in Regex.Matches(Tree.Read(file), Names)
                        let name = use.Groups[1].Success ? use.Groups[1].Value : use.Groups[2].Value
                        where folder.Value.Contains(name)
                        select $"{file} names {name}");

    [Fact]
    public void A_family_is_no_business_of_another() =>
        Tree.AssertNone(from family in Families
                        let own = family["Heed.".Length..]
                        from file in Tree.Code
                        where file.StartsWith($"src/Heed/Families/{own}/", StringComparison.Ordinal)
                        from Match use in Regex.Matches(Tree.Read(file), @"(?m)^using (Heed\.\w+)")
                        where Families.Contains(use.Groups[1].Value) && use.Groups[1].Value != family
                        select $"{file} names {use.Groups[1].Value}");

    [Fact]
    public void What_the_command_says_goes_through_the_place_that_makes_it_safe() =>
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("src/Heed.Cli/", StringComparison.Ordinal)
                            && !file.StartsWith("src/Heed.Cli/Terminal/", StringComparison.Ordinal)
                        from Match use in Regex.Matches(Tree.Read(file), @"\bConsole\.\w+|\bSpectre\b")
                        select $"{file}: {use.Value} goes round the screen, which alone makes safe what others wrote");

    /// <summary>A comment may show how others do it.</summary>
    [Fact]
    public void No_library_writes_to_the_console() =>
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("src/", StringComparison.Ordinal)
                            && !file.StartsWith("src/Heed.Cli/", StringComparison.Ordinal)
                        from Match use in Regex.Matches(Tree.Read(file), @"(?m)^(?!\s*//).*?(\b(?:Ansi)?Console\b|\.print\()")
                        select $"{file}: {use.Groups[1].Value} is the program's, not a library's");

    [Fact]
    public void Nothing_outside_the_families_asks_which_one_a_mechanism_is_of() =>
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("src/", StringComparison.Ordinal) && !Inside.Any(file.StartsWith)
                        from Match use in Regex.Matches(Tree.Read(file), Asks)
                        select $"{file}: {use.Value}");
}
