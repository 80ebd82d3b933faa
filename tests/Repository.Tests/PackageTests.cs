using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>What is packed: its public interface is written down, and its version stands in one place.</summary>
public sealed class PackageTests
{
    private const string Props = "Directory.Build.props";

    /// <summary>Projects that say in every build that they are packages.</summary>
    public static TheoryData<string> Libraries => [.. Tree.Projects
        .Where(p => XDocument.Load(Tree.Full(p)).Descendants("IsPackable")
            .Any(e => e.Value == "true" && e.Parent!.Attribute("Condition") is null))
        .Select(p => Path.GetFileNameWithoutExtension(p)!)];

    private static string Version => XDocument.Load(Tree.Full(Props)).Descendants("Version").Single().Value;

    [Fact]
    public void Every_library_is_a_package() => Tree.AssertNone(
        from project in Tree.Projects
        where project.StartsWith("src/", StringComparison.Ordinal)
            && !Regex.IsMatch(Tree.Read(project), "<OutputType>|<EnforceExtendedAnalyzerRules>")
        where Libraries.All(l => l.Data != Path.GetFileNameWithoutExtension(project))
        select $"{project} is no package");

    [Theory]
    [MemberData(nameof(Libraries))]
    public void What_others_can_call_is_written_down(string library)
    {
        var file = $"src/{library}/PublicApi.txt";
        var api = PublicApi.Of(library);
        if (Environment.GetEnvironmentVariable("HEED_WRITE") == "1") File.WriteAllText(Tree.Full(file), api);
        Assert.True(File.Exists(Tree.Full(file)) && Tree.Read(file) == api,
            $"{file} is not what the library has: run HEED_WRITE=1 dotnet test --project tests/Repository.Tests, and look at what changed");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_has_a_readme_tags_and_a_description_of_its_own(string library)
    {
        var project = XDocument.Load(Tree.Full($"src/{library}/{library}.csproj"));
        Assert.Contains($"src/{library}/README.md", Tree.Files);
        Assert.NotEmpty(project.Descendants("Description").Single().Value);
        Assert.NotEmpty(project.Descendants("PackageTags").Single().Value);
    }

    [Fact]
    public void The_list_of_changes_begins_with_the_version_or_announces_it() =>
        Assert.Matches($@"^# Changes\n\n## (Unreleased \({Regex.Escape(Version)}\)|{Regex.Escape(Version)}, \d{{4}}-\d\d-\d\d)\n",
            Tree.Read("CHANGELOG.md"));

    [Fact]
    public void The_version_stands_in_one_place()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.-]+)?$", Version);
        Tree.AssertNone(from file in Tree.Files
                        where Path.GetExtension(file) is ".csproj" or ".props" or ".targets" && file != Props
                        where Regex.IsMatch(Tree.Read(file), "<(Package|Assembly|File)?Version(Prefix|Suffix)?>")
                        select $"{file} gives a version");
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("samples/", StringComparison.Ordinal)
                        from Match named in Regex.Matches(Tree.Read(file), @"(?m)^#:package (Heed[\w.]*)@(.+)$")
                        where named.Groups[2].Value != Version
                        select $"{file} names {named.Value}, and the version is {Version}");
    }
}
