using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Generator;

/// <summary>What the compiler knows of one class that belongs in the catalog, in values that can be compared.</summary>
internal sealed record Found(string Type, string Id, string Summary, string Remarks, Values<Option> Options,
    Values<Problem> Problems, Place Place);

/// <summary>A constructor parameter of such a class.</summary>
internal sealed record Option(string Name, string Type, string Default, string Meaning, bool Nullable);

/// <summary>Something wrong with such a class.</summary>
internal sealed record Problem(string Rule, Values<string> Arguments, Place Place)
{
    public static Problem At(ISymbol symbol, DiagnosticDescriptor rule, params string[] arguments) =>
        new(rule.Id, new([.. arguments]), Place.Of(symbol));

    public Diagnostic Report() => Place.Report(Rules.All[Rule], [.. Arguments.Items]);
}

/// <summary>Where something stands in the source.</summary>
internal sealed record Place(string File, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(ISymbol symbol)
    {
        var place = symbol.Locations.First();
        var lines = place.GetLineSpan();
        return new(lines.Path, place.SourceSpan, lines.Span);
    }

    public Diagnostic Report(DiagnosticDescriptor rule, params object[] arguments) =>
        Diagnostic.Create(rule, Location.Create(File, Span, Lines), arguments);
}

/// <summary>A list that equals another with the same items, as incremental generation needs.</summary>
internal readonly struct Values<T>(ImmutableArray<T> items) : IEquatable<Values<T>>
{
    public ImmutableArray<T> Items { get; } = items;

    public bool Equals(Values<T> other) => Items.SequenceEqual(other.Items);

    public override bool Equals(object obj) => obj is Values<T> other && Equals(other);

    public override int GetHashCode() => Items.Length;
}
