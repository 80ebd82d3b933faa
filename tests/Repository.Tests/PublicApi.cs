using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Repository.Tests;

/// <summary>What others can call of a library, one line each, read from the assembly as it was built.</summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(string library)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = platform.Where(File.Exists).DistinctBy(Path.GetFileName)
            .ToDictionary(f => Path.GetFileName(f), f => MetadataReference.CreateFromFile(f));
        var compilation = CSharpCompilation.Create("Api", references: references.Values);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(references[$"{library}.dll"])!;
        var lines = Types(assembly.GlobalNamespace).OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(t => Members(t).Order(StringComparer.Ordinal).Select(m => "    " + m).Prepend(Head(t)));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol from) =>
        from.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .Where(m => m is INamespaceSymbol || IsSeen(m))
            .SelectMany(m => m is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(m));

    private static IEnumerable<string> Members(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate ? [] : type.GetMembers()
            .Where(m => m is not INamedTypeSymbol and not IMethodSymbol { AssociatedSymbol: not null } && IsSeen(m) && !IsMade(m))
            .Select(m => m.ToDisplayString(Format));

    private static string Head(INamedTypeSymbol type)
    {
        var bases = type.AllInterfaces.Where(IsSeen).Select(i => i.ToDisplayString(Format)["interface ".Length..])
            .Order(StringComparer.Ordinal).ToList();
        if (type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } above })
            bases.Insert(0, above.ToDisplayString(Format.WithKindOptions(SymbolDisplayKindOptions.None)));
        var kind = type is { IsAbstract: true, IsSealed: true } ? "static "
            : type is { TypeKind: TypeKind.Class, IsAbstract: true } ? "abstract "
            : type is { TypeKind: TypeKind.Class, IsSealed: true } ? "sealed " : "";
        return kind + type.ToDisplayString(Format) + (bases.Count > 0 && type.TypeKind is not (TypeKind.Enum or TypeKind.Delegate)
            ? $" : {string.Join(", ", bases)}" : "");
    }

    private static bool IsSeen(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || (IsSeen(symbol.ContainingType)
            && (symbol.DeclaredAccessibility == Accessibility.Public || !symbol.ContainingType.IsSealed)));

    /// <summary>Whether the compiler wrote it, as the members of records that every record has.</summary>
    private static bool IsMade(ISymbol symbol) =>
        symbol.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(CompilerGeneratedAttribute));
}
