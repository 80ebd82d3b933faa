using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generator;

/// <summary>Reads a class as an entry of the catalog, and says what keeps it from being one.</summary>
internal static class Reader
{
    public static Found Read(INamedTypeSymbol type)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var doc = Documentation(type);
        var summary = Prose(doc?.Element("summary"));
        if (summary.Length == 0) problems.Add(Problem.At(type, Rules.Summary, type.Name));
        if (!type.IsSealed) problems.Add(Problem.At(type, Rules.Sealed, type.Name));

        var id = Id(type);
        if (!Regex.IsMatch(id, "^(layer:)?[a-z][a-z0-9]*(-[a-z0-9]+)*$")) problems.Add(Problem.At(type, Rules.Id, type.Name));

        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToArray();
        if (constructors.Length != 1)
            problems.Add(Problem.At(type, Rules.Constructor, type.Name, constructors.Length.ToString(CultureInfo.InvariantCulture)));
        var options = (constructors.Length == 1 ? constructors[0].Parameters : [])
            .Select(p => Option(p, type, doc, problems)).ToImmutableArray();
        return new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), id, summary, Prose(doc?.Element("remarks")),
            new(options), new(problems.ToImmutable()), Place.Of(type));
    }

    private static Option Option(IParameterSymbol parameter, INamedTypeSymbol type, XElement? doc, ImmutableArray<Problem>.Builder problems)
    {
        var nullable = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var bare = nullable ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : parameter.Type;
        var element = (bare as IArrayTypeSymbol)?.ElementType;
        var known = bare.TypeKind == TypeKind.Enum
            || element is { SpecialType: SpecialType.System_Int64 or SpecialType.System_Double }
            || element?.ToDisplayString() == "Heed.Expression"
            || bare.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
                or SpecialType.System_Double or SpecialType.System_Boolean or SpecialType.System_String;
        var meaning = Prose(doc?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == parameter.Name));
        if (!known) problems.Add(Problem.At(parameter, Rules.OptionType, parameter.Name, type.Name, bare.ToDisplayString()));
        if (!parameter.HasExplicitDefaultValue) problems.Add(Problem.At(parameter, Rules.OptionDefault, parameter.Name, type.Name));
        if (meaning.Length == 0) problems.Add(Problem.At(parameter, Rules.OptionMeaning, parameter.Name, type.Name));
        var name = Regex.Replace(parameter.Name.Trim('@'), "(?<=[a-z0-9])[A-Z]", m => "_" + m.Value.ToLowerInvariant());
        return new(name, bare.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Default(parameter, bare), meaning,
            nullable || element is not null);
    }

    private static string Default(IParameterSymbol parameter, ITypeSymbol bare)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value) return "null";
        var type = bare.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return value switch
        {
            bool b => b ? "true" : "false",
            string s => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(s, quote: true),
            double d => $"({type}){d.ToString("R", CultureInfo.InvariantCulture)}",
            _ => $"({type})({System.Convert.ToString(value, CultureInfo.InvariantCulture)})",
        };
    }

    private static string Id(INamedTypeSymbol type)
    {
        var card = type.GetMembers("Card").OfType<IPropertySymbol>()
            .FirstOrDefault()?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return card?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left is IdentifierNameSyntax { Identifier.Text: "Id" })
            .Select(a => (a.Right as LiteralExpressionSyntax)?.Token.Value as string)
            .FirstOrDefault() ?? "";
    }

    private static XElement? Documentation(INamedTypeSymbol type) =>
        type.GetDocumentationCommentXml() is { Length: > 0 } xml ? XElement.Parse(xml) : null;

    /// <summary>The text of a documentation element in one line, with the names that it refers to.</summary>
    private static string Prose(XElement? element)
    {
        if (element is null) return "";
        foreach (var reference in element.Descendants().Where(e => e.Name == "see" || e.Name == "paramref").ToArray())
            reference.ReplaceWith(
                ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':').Last());
        return Regex.Replace(element.Value, @"\s+", " ").Trim();
    }
}
