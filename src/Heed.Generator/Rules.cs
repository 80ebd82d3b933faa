using Microsoft.CodeAnalysis;

namespace Heed.Generator;

/// <summary>What a class must keep to in order to be in the catalog.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor Summary =
        Rule("HEED001", "A mechanism needs a summary", "'{0}' is in the catalog but has no <summary>, so nothing could be explained");
    public static readonly DiagnosticDescriptor Constructor = Rule("HEED002", "A mechanism needs one public constructor",
        "'{0}' has {1} public constructors; its one public constructor's parameters are its options");
    public static readonly DiagnosticDescriptor OptionType =
        Rule("HEED003", "An option must be writable in an expression", "'{0}' of '{1}' is of type {2}; "
            + "an option is an int, long, double, bool, string or an enumeration, a list long[] or double[], or expressions Expression[]");
    public static readonly DiagnosticDescriptor OptionDefault =
        Rule("HEED004", "An option needs a default", "'{0}' of '{1}' has no default, so the word alone would not name a mechanism");
    public static readonly DiagnosticDescriptor OptionMeaning =
        Rule("HEED005", "An option needs a description", "'{0}' of '{1}' has no <param> in the documentation of its class");
    public static readonly DiagnosticDescriptor Id = Rule(
        "HEED006", "An id is a literal in kebab case", "The card of '{0}' must give Id as a literal of lower-case words joined by hyphens");
    public static readonly DiagnosticDescriptor UniqueId =
        Rule("HEED007", "An id names one mechanism", "'{0}' and '{1}' both have the id '{2}'");
    public static readonly DiagnosticDescriptor Sealed =
        Rule("HEED008", "A mechanism is sealed", "'{0}' is in the catalog, so it must be sealed: one idea, one class");

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> All =
        new[] { Summary, Constructor, OptionType, OptionDefault, OptionMeaning, Id, UniqueId, Sealed }.ToDictionary(r => r.Id);

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Heed", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
