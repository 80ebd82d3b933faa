using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Heed.Analyzers;

/// <summary>Refuses a literal 0 that C# silently turns into the element type <c>ScalarType.Byte</c>.</summary>
/// <remarks>
/// The constant 0 converts to any enumeration, so <c>t.sum(0)</c> means <c>sum(ScalarType.Byte)</c>, a total in bytes, and not the sum
/// over dimension 0; so do <c>t.prod(0)</c> and both in <c>torch</c>. No other overload of TorchSharp 0.107 is known to be caught.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ZeroAsScalarType : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "TORCH001",
        "A literal 0 is taken as ScalarType.Byte",
        "The 0 given to '{0}' is taken as the element type Byte, not as a number: write 0L (or name the parameter, as in 'dim: 0')",
        "Correctness",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationAction(Check, OperationKind.Argument);
    }

    private static void Check(OperationAnalysisContext context)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (argument is not { ArgumentKind: ArgumentKind.Explicit, Parameter.Type: var type, Parameter.ContainingSymbol: var method }
            || !IsScalarType(type))
            return;

        var value = argument.Value;
        while (value is IConversionOperation { IsImplicit: true } conversion)
            value = conversion.Operand;
        if (value is { Type.TypeKind: not TypeKind.Enum, ConstantValue: { HasValue: true, Value: not null } })
            context.ReportDiagnostic(Diagnostic.Create(Rule, argument.Syntax.GetLocation(), method.Name));
    }

    private static bool IsScalarType(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type is { Name: "ScalarType", TypeKind: TypeKind.Enum, ContainingType.Name: "torch" };
    }
}
