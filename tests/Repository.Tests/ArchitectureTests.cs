using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>Which project may know which other.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Heed.Analyzers"] = [],
        ["Heed.Generator"] = [],
        ["Heed.Kernels"] = ["Heed.Analyzers"],
        ["Heed.Kernels.Tensors"] = ["Heed.Analyzers", "Heed.Kernels"],
        ["Heed.Maps"] = ["Heed.Analyzers"],
        ["Heed"] = ["Heed.Analyzers", "Heed.Generator", "Heed.Kernels"],
        ["Heed.Models"] = ["Heed", "Heed.Generator", "Heed.Kernels", "Heed.Maps"],
        ["Heed.Bench"] = ["Heed", "Heed.Generator", "Heed.Kernels", "Heed.Maps", "Heed.Models"],
        ["Heed.Cli"] = ["Heed", "Heed.Bench", "Heed.Kernels", "Heed.Maps", "Heed.Models"],
    };

    private static IEnumerable<string> Sources => Tree.Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void Arrows_between_projects_go_one_way() =>
        Tree.AssertNone(from project in Sources
                        from known in References(project, "ProjectReference").Select(Name)
                        where !MayKnow.TryGetValue(Name(project), out var allowed) || !allowed.Contains(known)
                        select $"{project} must not reference {known}");

    [Fact]
    public void Kernels_need_no_package() =>
        Tree.AssertNone(Sources.Where(p => Name(p) == "Heed.Kernels").SelectMany(p => References(p, "PackageReference")));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument.Load(Tree.Full("Heed.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!).ToArray();
        Assert.Equal(Tree.Projects.Order(), listed.Order());
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_place() =>
        Tree.AssertNone(from project in Tree.Projects
                        from package in XDocument.Load(Tree.Full(project)).Descendants("PackageReference")
                        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
                        select $"{project}: {package}");

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Tree.Full(project)).Descendants(kind).Select(r => (string)r.Attribute("Include")!);
}
