using Heed.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Repository.Tests;

/// <summary>Messages of exceptions are sentences, in every project.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("new Exception(\"Give at least one.\")", 0)]
    [InlineData("new Exception(\"give at least one.\")", 1)]
    [InlineData("new Exception(\"Give at least one\")", 1)]
    [InlineData("new Exception(\"give at least one\")", 2)]
    [InlineData("new Exception(\"Unknown word; did you mean another?\")", 0)]
    [InlineData("new Exception(\"\")", 0)]
    [InlineData("new Exception(name)", 0)]
    [InlineData("new Exception(\"name is empty.\")", 0)]                                     // a parameter is in scope
    [InlineData("new Exception(\"size is empty.\")", 0)]                                     // and so is a property
    [InlineData("new Exception(\"text is empty.\")", 1)]
    [InlineData("new ArgumentException(\"q is empty.\", \"q\")", 0)]
    [InlineData("new ArgumentException(\"k is empty.\", \"q\")", 1)]
    [InlineData("new Exception(\"w_q is empty.\")", 0)]
    [InlineData("new Exception(\"--out is missing.\")", 0)]
    [InlineData("new Exception(\"'or' joins masks only.\")", 0)]
    [InlineData("new Exception($\"{name} is empty.\")", 0)]
    [InlineData("new Exception($\"There is no {name}\")", 1)]
    [InlineData("new Exception($\"There is no {name}.\")", 0)]
    [InlineData("new Exception($\"'{name}' is damaged: {why.Message}\")", 1)]
    [InlineData("new Exception($\"'{name}' is damaged. {why.Message}\")", 0)]
    [InlineData("new Exception(\"There is \" + \"none.\")", 0)]
    [InlineData("new Exception(\"There is \" + name)", 1)]
    [InlineData("new Exception(\"there is \" + \"none\")", 2)]
    [InlineData("new Exception(size > 1 ? \"Too large.\" : \"too small.\")", 1)]
    [InlineData("new Exception(size switch { 1 => \"One.\", 2 => \"two.\", _ => \"Many\" })", 2)]
    [InlineData("new Exception(string.Create(null, $\"there are {size}\"))", 2)]
    [InlineData("new Own(\"not so\")", 2)]
    [InlineData("Wrong(\"not so\")", 2)]
    [InlineData("Wrong(\"Not so.\")", 0)]
    [InlineData("Sound(true, \"not so\")", 2)]
    [InlineData("Because(\"it is not so\")", 0)]                                              // a clause: whoever takes it says the rest
    public async Task Every_message_that_is_no_sentence_is_refused(string made, int faults)
    {
        var text = $$"""
            using System;
            public sealed class Own(string message) : Exception(message);
            public static class Use
            {
                private static int size => 1;
                private static Exception Wrong(string reason) => new Own(reason);
                private static object Sound(bool right, string message) => right ? 0 : throw new Own(message);
                private static Exception Because(string why) => new Own($"It cannot be read: {why}.");
                public static object Of(string name, Exception why) => {{made}};
            }
            """;
        var compilation = CSharpCompilation.Create("Use",
            [CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, specificDiagnosticOptions: [new("HEED100", ReportDiagnostic.Error)]));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new MessageIsSentence()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Repeat("HEED100", faults), diagnostics.Select(d => d.Id));
        Assert.All(diagnostics, d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
    }

    [Fact]
    public void The_rule_holds_here_and_is_not_asked_of_those_who_use_the_packages()
    {
        Assert.Contains("\n[*.cs]\n", Tree.Read(".editorconfig"));
        Assert.Contains("\ndotnet_diagnostic.HEED100.severity = error\n", Tree.Read(".editorconfig"));
        Assert.False(Assert.Single(new MessageIsSentence().SupportedDiagnostics).IsEnabledByDefault);
    }

    [Theory]
    [InlineData("src/Heed.Kernels/Heed.Kernels.csproj")]
    [InlineData("src/Heed.Maps/Heed.Maps.csproj")]
    public void Projects_that_see_no_tensors_get_the_analyzer_too(string project) =>
        Assert.Contains("Heed.Analyzers.csproj\" OutputItemType=\"Analyzer\"", Tree.Read(project));
}
