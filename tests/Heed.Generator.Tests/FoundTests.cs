using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Generator.Tests;

/// <summary>A list of what there is in an assembly writes itself.</summary>
public sealed class FoundTests
{
    private const string Text = """
        namespace Zoo
        {
            public abstract class Animal;
            public abstract class Bird : Animal;
            public sealed class Swift : Bird;
            public sealed class Bat : Animal;
            public sealed class Stone;
            public static partial class Cage
            {
                public static System.Collections.Generic.IEnumerable<Animal> All => Found();
                private static partial System.Collections.Generic.IEnumerable<Animal> Found();
            }
        }
        """;

    [Fact]
    public void Every_class_of_that_kind_is_listed_once_and_no_other()
    {
        var driver = CSharpGeneratorDriver.Create(new FoundGenerator());
        var result = driver.RunGeneratorsAndUpdateCompilation(Generation.Compile(Text), out var compiled, out _).GetRunResult();
        Assert.Empty(compiled.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var lines = Assert.Single(result.GeneratedTrees).ToString().Split('\n').Where(l => l.Contains("new ")).Select(l => l.Trim());
        Assert.Equal(["new global::Zoo.Bat(),", "new global::Zoo.Swift(),"], lines);
    }

    [Fact]
    public void Without_such_a_method_nothing_is_written() => Assert.Empty(
        CSharpGeneratorDriver.Create(new FoundGenerator()).RunGenerators(Generation.Compile(Sources.Right)).GetRunResult().GeneratedTrees);
}
