using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Repository.Tests;

/// <summary>
/// A literal 0 that would silently be taken as an element type is refused in every project that sees tensors, and so is a call that
/// does not keep its number alive.
/// </summary>
public sealed class TrapTests
{
    private const string Targets = "Directory.Build.targets";
    private const string TurnedOff = @"(?i)RunAnalyzers\w*>\s*false|Analyzer\s+Remove=|(TORCH001|HEED100)(?!\.severity = error)\S*";
    private const string Filling = "src/Heed/Contracts/Filling.cs";

    [Theory]
    [InlineData("t.sum(0)", 1)]
    [InlineData("t.prod(0)", 1)]
    [InlineData("t.sum(0L)", 0)]
    [InlineData("t.sum(dim: 0)", 0)]
    [InlineData("t.sum(torch.ScalarType.Byte)", 0)]
    public async Task The_analyzer_sees_the_trap(string expression, int found)
    {
        var text = $$"""
            using System;
            public static class torch { public enum ScalarType { Byte, Float32 } }
            public sealed class Tensor
            {
                public Tensor sum(torch.ScalarType? type = null) => this;
                public Tensor sum(long dim, bool keepdim = false) => this;
                public Tensor prod(torch.ScalarType? type = null) => this;
            }
            public static class Use { public static object Of(Tensor t) => {{expression}}; }
            """;
        var compilation = CSharpCompilation.Create("Use",
            [CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new ZeroAsScalarType()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Repeat("TORCH001", found), diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void Every_project_that_sees_tensors_gets_the_analyzer()
    {
        var added = XDocument.Load(Tree.Full(Targets)).Descendants("Analyzer").Single();
        Assert.Equal("$(HeedAnalyzers)", (string?)added.Attribute("Include"));
        Assert.Contains("@(SeenTensors)", (string?)added.Attribute("Condition"));
        Assert.DoesNotContain("MSBuildProjectName", (string?)added.Attribute("Condition"));
        Assert.Contains("Heed.Analyzers.csproj", Tree.Read("src/Heed/Heed.csproj"));
    }

    [Fact]
    public void No_project_turns_analyzers_or_a_rule_off() =>
        Tree.AssertNone(from file in Tree.Files
                        where Path.GetExtension(file) is ".csproj" or ".props" or ".targets" or ".editorconfig"
                            || Path.GetFileName(file) == "Directory.Build.targets"
                        from Match match in Regex.Matches(Tree.Read(file), TurnedOff)
                        select $"{file}: {match.Value}");

    [Fact]
    public void The_trap_stands_nowhere_in_the_code() =>
        Tree.AssertNone(from file in Tree.Code
                        where !file.EndsWith("/TrapTests.cs", StringComparison.Ordinal)
                            && !file.StartsWith("src/Heed.Analyzers/", StringComparison.Ordinal)
                        from Match match in Regex.Matches(Tree.Read(file), @"\.(sum|prod)\(0\s*[,)]")
                        select $"{file}: {match.Value}");

    [Fact]
    public void Masks_are_filled_in_one_place() =>
        Tree.AssertNone(from file in Tree.Code
                        where file.StartsWith("src/", StringComparison.Ordinal) && file != Filling
                        from Match match in Regex.Matches(Tree.Read(file), @"\.masked_fill_?\(")
                        select $"{file}: {match.Value} does not keep its number alive, use Filled ({Filling} says why)");
}
