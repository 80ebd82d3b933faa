using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Generator.Tests;

/// <summary>The generator run over a text beside the least of Heed that it needs.</summary>
internal static class Generation
{
    private const string Contracts = """
        namespace Heed
        {
            public abstract class Component;
            public interface ICataloged<TSelf> where TSelf : Component, ICataloged<TSelf> { static abstract Card Card { get; } }
            public sealed record Card { public required string Id { get; init; } }
            public sealed record Entry(Card Card)
            {
                public static Entry Of<T>(string summary, string remarks, Parameter[] parameters, System.Func<object?[], Component> create)
                    where T : Component, ICataloged<T> => new(T.Card);
            }
            public sealed record Parameter(string Name, System.Type Type, object? Default, string Meaning);
            public enum Side { Left, Right }
            public abstract class Family;
            public interface IWordSource
            {
                System.Collections.Generic.IEnumerable<Family> Families { get; }
                System.Collections.Generic.IEnumerable<Entry> Words { get; }
                System.Collections.Generic.IEnumerable<Laws.Law> Laws { get; }
                System.Collections.Generic.IEnumerable<Relations.Relation> Relations { get; }
                System.Collections.Generic.IEnumerable<Architectures.Architecture> Architectures { get; }
            }
            [System.AttributeUsage(System.AttributeTargets.Assembly)]
            public sealed class WordSourceAttribute(System.Type source) : System.Attribute { public System.Type Source { get; } = source; }
        }
        namespace Heed.Laws { public abstract class Law; }
        namespace Heed.Relations { public abstract class Relation; }
        namespace Heed.Architectures { public abstract class Architecture; }
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private static readonly MetadataReference[] Runtime =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p))];

    public static CSharpCompilation Compile(string text, string assembly = "Heed") => CSharpCompilation.Create(
        assembly,
        [Tree(Contracts, "Contracts.cs"), Tree(text, "Text.cs")],
        Runtime,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);

    public static GeneratorDriver Driver(IIncrementalGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new CatalogGenerator()).AsSourceGenerator()], parseOptions: Parsing,
        driverOptions: new(default, trackIncrementalGeneratorSteps: true));

    public static IReadOnlyList<Diagnostic> Diagnose(string text) => [.. Driver().RunGenerators(Compile(text)).GetRunResult().Diagnostics];

    /// <summary>The generated file, once it is sure that it compiles.</summary>
    public static string Write(string text) => Assert.Single(Files(text));

    /// <summary>The generated files, once it is sure that they compile.</summary>
    public static IReadOnlyList<string> Files(string text, IIncrementalGenerator? generator = null)
    {
        var result = Driver(generator).RunGeneratorsAndUpdateCompilation(Compile(text), out var compiled, out _).GetRunResult();
        Assert.Empty(result.Diagnostics);
        Assert.Empty(compiled.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return [.. result.GeneratedTrees.Select(t => t.ToString())];
    }
}
