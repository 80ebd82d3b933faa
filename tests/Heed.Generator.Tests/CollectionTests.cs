using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Generator.Tests;

public sealed class CollectionTests
{
    private const string LawsAndRelations = """
        namespace Heed.Laws { public sealed class Kept : Law; public abstract class Half : Law; public sealed class Whole : Half; }
        namespace Heed.Relations { public sealed class Edge : Relation; }
        namespace Heed.Architectures { public sealed class Gpt : Architecture; }
        """;

    [Fact]
    public void A_class_is_written_with_its_options_and_its_documentation()
    {
        var catalog = Generation.Write(Sources.Right);
        Assert.Contains("Entry.Of<global::Heed.Glance>(\"Looks Left first.\", \"Then \\\"right\\\".\"", catalog);
        Assert.Contains("new(\"width\", typeof(long), (long)(3), \"How far.\")", catalog);
        Assert.Contains("new(\"first_side\", typeof(global::Heed.Side), (global::Heed.Side)(1), \"Where it starts.\")", catalog);
        Assert.Contains("new(\"scale\", typeof(double), null, \"How strongly.\")", catalog);
        Assert.Contains("new global::Heed.Glance((long)a[0]!, (global::Heed.Side)a[1]!, (double?)a[2])", catalog);
    }

    [Fact]
    public void Words_are_in_the_order_of_their_ids()
    {
        var catalog = Generation.Write(Sources.Right + Sources.Another("Stare", "stare") + Sources.Another("Blink", "blink"));
        string[] types = ["Blink", "Glance", "Stare"];
        Assert.Equal(types.Order(), types.OrderBy(t => catalog.IndexOf($"Entry.Of<global::Heed.{t}>", StringComparison.Ordinal)));
        Assert.All(types, t => Assert.Contains($"Entry.Of<global::Heed.{t}>", catalog));
    }

    [Fact]
    public void Laws_and_relations_are_collected_unless_abstract()
    {
        var catalog = Generation.Write(LawsAndRelations);
        Assert.Contains("new global::Heed.Laws.Kept()", catalog);
        Assert.Contains("new global::Heed.Laws.Whole()", catalog);
        Assert.Contains("new global::Heed.Relations.Edge()", catalog);
        Assert.Contains("new global::Heed.Architectures.Gpt()", catalog);
        Assert.DoesNotContain("Half", catalog);
    }

    [Fact]
    public void Families_are_collected_by_their_only_object()
    {
        var catalog = Generation.Write("""
            namespace Heed { public sealed class Clan : Family { public static Clan Instance { get; } = new(); } }
            """);
        Assert.Contains("global::Heed.Clan.Instance", catalog);
        Assert.Contains("[assembly: global::Heed.WordSource(typeof(global::Heed.Generated.Heed))]", catalog);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("2nd-try")]
    public void An_assembly_may_be_called_whatever_it_likes(string assembly)
    {
        Generation.Driver().RunGeneratorsAndUpdateCompilation(
            Generation.Compile(Sources.Right, assembly), out var compiled, out _, TestContext.Current.CancellationToken);
        var said = compiled.GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            said, d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath.EndsWith(".g.cs") == true);
    }

    [Fact]
    public void A_class_in_two_parts_is_one_word()
    {
        var catalog = Generation.Write(
            Sources.Wrong("sealed class", "sealed partial class") + "\npublic sealed partial class Glance : Component;");
        Assert.Single(catalog.Split('\n'), line => line.Contains("Entry.Of<"));
    }

    [Fact]
    public void A_class_that_is_not_cataloged_is_left_out() =>
        Assert.DoesNotContain("Bystander", Generation.Write(Sources.Right + "\npublic sealed class Bystander : Component;"));

    [Fact]
    public void An_unrelated_edit_writes_nothing_again()
    {
        var before = Generation.Compile(Sources.Right).AddSyntaxTrees(Generation.Tree("class A { int x; }", "A.cs"));
        var after = before.ReplaceSyntaxTree(before.SyntaxTrees.Last(), Generation.Tree("class A { int y; }", "A.cs"));
        Assert.All(Again(before, after), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_what_the_catalog_says_writes_it_again()
    {
        var (before, after) = (Generation.Compile(Sources.Right), Generation.Compile(Sources.Wrong("How far.", "How wide.")));
        Assert.Contains(IncrementalStepRunReason.Modified, Again(before, after));
    }

    private static IEnumerable<IncrementalStepRunReason> Again(CSharpCompilation before, CSharpCompilation after)
    {
        var steps = Generation.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single().TrackedOutputSteps;
        var reasons = steps.Values.SelectMany(s => s).SelectMany(s => s.Outputs).Select(o => o.Reason).ToArray();
        Assert.NotEmpty(reasons);
        return reasons;
    }
}
