using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Heed.Analyzers;

/// <summary>Refuses an exception whose message is no sentence.</summary>
/// <remarks>
/// Judged is what is written as the <c>message</c> or <c>reason</c> of an exception where one is made, and as the <c>message</c> of a
/// method of the same project, which may throw it. It begins with anything but a word in lower case, unless that word names a parameter,
/// variable, field or property in scope or is the parameter that the exception blames, and ends with a full stop, a question mark or an
/// exclamation mark. What is filled in may stand at the beginning, and at the end after a whole sentence.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageIsSentence : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "HEED100",
        "The message of an exception is a sentence",
        "This message {0}: write a sentence, as CONTRIBUTING.md says",
        "Style",
        DiagnosticSeverity.Error,
        isEnabledByDefault: false);         // a rule of this repository, not of those who use its packages: .editorconfig turns it on

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            c => Check(c, false, ((IObjectCreationOperation)c.Operation).Arguments), OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            c => Check(c, IsOwn(c, (IInvocationOperation)c.Operation), ((IInvocationOperation)c.Operation).Arguments),
            OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, bool own, ImmutableArray<IArgumentOperation> arguments)
    {
        var made = IsException(context.Operation.Type);
        var message = arguments.FirstOrDefault(a => a.Parameter?.Name == "message" ? made || own : made && a.Parameter?.Name == "reason");
        if (message is not { ArgumentKind: ArgumentKind.Explicit, Value.Syntax: ExpressionSyntax text }) return;
        var model = context.Operation.SemanticModel!;
        var blamed = arguments.FirstOrDefault(a => a.Parameter?.Name == "paramName")?.Value.ConstantValue.Value as string;
        foreach (var pieces in MessageText.Of(text, model))
        {
            if (pieces.All(p => p.Text is null)) continue;
            if (FirstWord(pieces[0]) is { Length: > 0 } word && word != blamed && !IsName(word, model, text.SpanStart))
                Report(pieces[0], $"begins with '{word}'");
            if (!EndsWell(pieces)) Report(pieces[pieces.Count - 1], "does not end with '.', '?' or '!'");
        }

        void Report(MessageText piece, string what) =>
            context.ReportDiagnostic(Diagnostic.Create(Rule, piece.Syntax.GetLocation(), what));
    }

    private static bool IsOwn(OperationAnalysisContext context, IInvocationOperation call) =>
        SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingAssembly, context.Compilation.Assembly);

    private static bool IsException(ITypeSymbol? type) =>
        type is not null && (type is { Name: "Exception", ContainingNamespace.Name: "System" } || IsException(type.BaseType));

    /// <summary>The word that a text begins with when it is in lower case, else nothing.</summary>
    private static string FirstWord(MessageText piece)
    {
        var word = new string([.. (piece.Text ?? "").TakeWhile(c => char.IsLetterOrDigit(c) || c == '_')]);
        return word.All(c => c is >= 'a' and <= 'z') ? word : "";
    }

    private static bool IsName(string word, SemanticModel model, int position) =>
        model.LookupSymbols(position, name: word).Any(s =>
            s.Kind is SymbolKind.Local or SymbolKind.Parameter or SymbolKind.Field or SymbolKind.Property or SymbolKind.RangeVariable);

    private static bool EndsWell(IReadOnlyList<MessageText> pieces)
    {
        var text = pieces[pieces.Count - 1].Text ?? (pieces.Count > 1 ? pieces[pieces.Count - 2].Text : null);
        return text?.TrimEnd() is { Length: > 0 } end && (end[end.Length - 1] is '.' or '?' or '!');
    }
}
