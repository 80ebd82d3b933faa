using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>A small change to a file.</summary>
internal sealed record Mutant(SyntaxTree Tree, TextChange Change)
{
    /// <summary>What stands there, and what is put there.</summary>
    public string What => $"{OneLine(Tree.GetText().ToString(Change.Span))} -> {OneLine(Change.NewText!)}";

    /// <summary>File, line and column.</summary>
    public string Place(string folder)
    {
        var at = Tree.GetText().Lines.GetLinePosition(Change.Span.Start);
        return $"{Path.GetRelativePath(folder, Tree.FilePath)}:{at.Line + 1}:{at.Character + 1}";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The small changes that are tried.</summary>
internal static class Mutants
{
    private static readonly string[] Pairs =
    [
        "+ -", "* /", "% *", "<< >>", "& |", "&& ||", "< <=", "> >=", "== !=", "+= -=", "*= /=", "|= &=", "++ --", "true false",
        "Min Max", "MinNative MaxNative",
    ];

    private static readonly Dictionary<string, string> Swaps = Pairs.Select(p => p.Split(' '))
        .SelectMany(p => p[0] == "%" ? [(p[0], p[1])] : new[] { (p[0], p[1]), (p[1], p[0]) }).ToDictionary();

    public static IEnumerable<Mutant> Of(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes(node => node is not (AttributeListSyntax or UsingDirectiveSyntax)).SelectMany(Of)
            .Select(change => new Mutant(tree, change));

    private static IEnumerable<TextChange> Of(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax b => Swap(b.OperatorToken),
        AssignmentExpressionSyntax a => Swap(a.OperatorToken),
        RelationalPatternSyntax r => Swap(r.OperatorToken),
        PrefixUnaryExpressionSyntax p when p.OperatorToken.Text is "++" or "--" => Swap(p.OperatorToken),
        PrefixUnaryExpressionSyntax p when p.OperatorToken.Text is "-" or "!" or "~" => To(p, $"{p.Operand}"),
        PostfixUnaryExpressionSyntax p => Swap(p.OperatorToken),
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } m } i when m.Name == i
            => Swap(i.Identifier),
        LiteralExpressionSyntax { Token.Value: bool } l => Swap(l.Token),
        LiteralExpressionSyntax { Token.Value: int or long or uint or ulong or float or double } l => To(l, $"({l} + 1)"),
        IfStatementSyntax i => To(i.Condition, $"!({i.Condition})"),
        WhileStatementSyntax w => To(w.Condition, $"!({w.Condition})"),
        ConditionalExpressionSyntax c => To(c.Condition, $"!({c.Condition})"),
        ExpressionStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax
            or ReturnStatementSyntax { Expression: null } => To(node, ";"),
        ReturnStatementSyntax { Expression: { } e } => To(e, "default!"),
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.Text: "void" } } m } a
            => [new(TextSpan.FromBounds(a.SpanStart, m.Span.End), "{ }")],
        ArrowExpressionClauseSyntax a => To(a.Expression, "default!"),
        _ => [],
    };

    private static IEnumerable<TextChange> Swap(SyntaxToken token)
        => Swaps.TryGetValue(token.Text, out var other) ? [new(token.Span, other)] : [];

    private static IEnumerable<TextChange> To(SyntaxNode node, string text) => $"{node}" == text ? [] : [new(node.Span, text)];
}
