using System.Globalization;

namespace Heed;

/// <summary>A mechanism by name or composition: <c>alibi</c>, <c>rope + sliding-window(8) + sparsemax</c>.</summary>
/// <remarks>
/// Two expressions are equal when they name the same words with the same arguments, in whatever order, unless a stage goes by the order.
/// </remarks>
public sealed record Expression
{
    internal Expression(IEnumerable<Term> terms) => Terms =
        [.. terms.OrderBy(t => t.Order).ThenBy(t => t.GoesByOrder ? "" : t.Entry.Card.Id, StringComparer.Ordinal)];

    /// <summary>The words in canonical order, which is the order of the computation.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Words joined by +, each with arguments by position or by name in parentheses.</param>
    /// <exception cref="ExpressionException">What is wrong, in which column, and what was probably meant.</exception>
    public static Expression Parse(string text) => new Parser(text).Parse();

    /// <summary>The mechanism that an expression names, or null when it cannot be read or its words do not fit together.</summary>
    /// <param name="text">Words joined by +.</param>
    public static Mechanism? TryMechanism(string text)
    {
        try
        {
            return Parse(text).ToMechanism();
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    /// <summary>The parts that its words bring, for a word that is made of others.</summary>
    public IReadOnlyList<Part> Parts => [.. Terms.SelectMany(t => t.Parts)];

    /// <summary>The mechanism that it names. Creates no tensor.</summary>
    /// <exception cref="ExpressionException">The words do not fit together.</exception>
    public Mechanism ToMechanism() => Composer.Compose(this);

    /// <summary>The same expression with one more word, or the same word with another argument.</summary>
    /// <param name="term">The word to add; it replaces a term of the same word.</param>
    public Expression With(Term term) => new(Terms.Where(t => t.Entry != term.Entry).Append(term));

    /// <summary>Whether both name the same words with the same arguments.</summary>
    /// <param name="other">The other expression.</param>
    public bool Equals(Expression? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc />
    public override int GetHashCode() => Terms.Aggregate(0, HashCode.Combine);

    /// <summary>The canonical form, which reads back as the same expression.</summary>
    public override string ToString() => string.Join(" + ", Terms);

    /// <summary>An argument as an expression has it.</summary>
    /// <param name="value">A number, truth value, choice, list or expression.</param>
    public static string Print(object? value) => value switch
    {
        bool b => b ? "true" : "false",
        Enum e => Spelling.Choice(e.GetType(), e.ToString()),
        long[] list => $"[{string.Join(", ", list.Select(n => Print(n)))}]",
        double[] list => $"[{string.Join(", ", list.Select(n => Print(n)))}]",
        Expression[] list => string.Join<Expression>(", ", list),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
