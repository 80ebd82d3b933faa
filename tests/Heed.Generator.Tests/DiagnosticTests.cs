using Microsoft.CodeAnalysis;

namespace Heed.Generator.Tests;

/// <summary>Each rule fires on a wrong class, at what is wrong, and on nothing else.</summary>
public sealed class DiagnosticTests
{
    private const string Declaration = "Glance(long width = 3, Side firstSide = Side.Right, double? scale = null)";

    [Fact]
    public void A_right_class_breaks_no_rule() => Assert.Empty(Generation.Diagnose(Sources.Right));

    [Theory]
    [InlineData("HEED001", "/// <summary>Looks <see cref=\"Side.Left\"/> first.</summary>", "// nothing", "Glance")]
    [InlineData("HEED001", "Looks <see cref=\"Side.Left\"/> first.", " ", "Glance")]
    [InlineData("HEED002", "public long Width => width;", "public Glance(int a) : this((long)a) { } public long Width => width;", "Glance")]
    [InlineData("HEED003", "double? scale = null", "object? scale = null", "scale")]
    [InlineData("HEED003", "long width = 3", "float width = 3", "width")]
    [InlineData("HEED004", "long width = 3, Side firstSide = Side.Right, double? scale = null",
        "long width, Side firstSide = Side.Right, double? scale = null", "width")]
    [InlineData("HEED005", "/// <param name=\"firstSide\">Where it starts.</param>", "///", "firstSide")]
    [InlineData("HEED006", "\"first-glance\"", "\"First_Glance\"", "Glance")]
    [InlineData("HEED006", "\"first-glance\"", "\"first-\" + nameof(Glance)", "Glance")]
    [InlineData("HEED006", "\"first-glance\"", "\"\"", "Glance")]
    [InlineData("HEED008", "public sealed class", "public class", "Glance")]
    public void A_wrong_class_breaks_one_rule_at_one_place(string rule, string from, string to, string place)
    {
        var text = Sources.Wrong(from, to);
        var diagnostic = Assert.Single(Generation.Diagnose(text));
        Assert.Equal(rule, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains("'Glance'", diagnostic.GetMessage());
        Assert.Equal("Text.cs", diagnostic.Location.GetLineSpan().Path);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(place, text.Substring(span.Start, span.Length));
    }

    [Fact]
    public void A_class_without_a_public_constructor_breaks_the_second_rule()
    {
        var text = Sources.Wrong(Declaration, "Glance").Replace("public long Width => width;", "private Glance() { }")
            .Replace("public Side First => firstSide;", "").Replace("public double? Scale => scale;", "");
        var diagnostic = Assert.Single(Generation.Diagnose(text));
        Assert.Equal("HEED002", diagnostic.Id);
        Assert.Contains("0 public constructors", diagnostic.GetMessage());
    }

    [Fact]
    public void Two_classes_of_one_id_break_the_seventh_rule()
    {
        var diagnostic = Assert.Single(Generation.Diagnose(Sources.Right + Sources.Another("Look", "first-glance")));
        Assert.Equal("HEED007", diagnostic.Id);
        Assert.All(["Glance", "Look", "first-glance"], word => Assert.Contains(word, diagnostic.GetMessage()));
    }

    [Fact]
    public void Two_classes_of_two_ids_break_no_rule() =>
        Assert.Empty(Generation.Diagnose(Sources.Right + Sources.Another("Look", "look")));

    [Fact]
    public void Every_rule_that_is_broken_is_reported_at_once()
    {
        var text = Sources.Wrong("public sealed class", "public class").Replace("first-glance", "Glance").Replace("How strongly.", "");
        Assert.Equal(["HEED005", "HEED006", "HEED008"], Generation.Diagnose(text).Select(d => d.Id).Order());
    }
}
