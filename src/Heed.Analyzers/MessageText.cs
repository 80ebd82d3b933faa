using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Analyzers;

/// <summary>A piece of a text: what is written there, or what is filled in.</summary>
internal sealed class MessageText
{
    private MessageText(SyntaxNode syntax, string? text) => (Syntax, Text) = (syntax, text);

    /// <summary>Where it stands.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>What is written; null = filled in.</summary>
    public string? Text { get; }

    /// <summary>The texts that an expression may become, each in pieces.</summary>
    public static IEnumerable<IReadOnlyList<MessageText>> Of(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, model),
        ConditionalExpressionSyntax choice => Of(choice.WhenTrue, model).Concat(Of(choice.WhenFalse, model)),
        SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => Of(arm.Expression, model)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Create" } } made =>
            Of(made.ArgumentList.Arguments.Last().Expression, model),
        _ => [[.. Pieces(expression, model)]],
    };

    private static IEnumerable<MessageText> Pieces(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is ParenthesizedExpressionSyntax inner) return Pieces(inner.Expression, model);
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string text } && expression is not BinaryExpressionSyntax)
            return text.Length > 0 ? [new(expression, text)] : [];
        return expression switch
        {
            BinaryExpressionSyntax sum => Pieces(sum.Left, model).Concat(Pieces(sum.Right, model)),
            InterpolatedStringExpressionSyntax filled => filled.Contents.Select(part => part is InterpolationSyntax hole
                ? new MessageText(hole.Expression, null) : new(part, ((InterpolatedStringTextSyntax)part).TextToken.ValueText)),
            _ => [new(expression, null)],
        };
    }
}
