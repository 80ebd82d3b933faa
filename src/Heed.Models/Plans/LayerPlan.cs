using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Models.Plans;

/// <summary>
/// Which mechanism mixes the tokens in each layer of a language model: one for all, or a list that is repeated, such as
/// <c>3 × gated-delta-net, 1 × (causal + rope)</c>.
/// </summary>
public static partial class LayerPlan
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">Expressions separated by commas, each with a count before ×, x or *; parentheses may stand round an
    /// expression.</param>
    /// <param name="layers">How many layers there are: a multiple of what the list names.</param>
    /// <returns>One mechanism for each layer; <c>causal</c> is added where nothing says what is hidden.</returns>
    /// <exception cref="ArgumentException">It cannot be read, a mechanism looks ahead, or the list does not fill the layers.</exception>
    public static IReadOnlyList<Mechanism> Parse(string text, int layers)
    {
        var list = Items(text).SelectMany(item => Enumerable.Repeat(item.Expression, item.Count)).ToArray();
        if (layers % list.Length != 0)
            throw new ArgumentException(
                $"'{text}' names {list.Length} layers, which do not fill {layers} evenly: " +
                $"give {list.Length * Math.Max(1, layers / list.Length)} or {list.Length * (layers / list.Length + 1)} layers.");
        return [.. Enumerable.Range(0, layers).Select(l => AttentionPlan.Causal(list[l % list.Length]))];
    }

    private static IEnumerable<(int Count, string Expression)> Items(string text)
    {
        foreach (var item in Split(text))
        {
            var match = Counted().Match(item);
            var count = match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
            var expression = (match.Success ? match.Groups[2].Value : item).Trim();
            if (expression.Length == 0 || count == 0)
                throw new ArgumentException(
                    $"Cannot read '{item.Trim()}' in the layers '{text}': " +
                    "expected an expression, or a count of at least 1, × and an expression.");
            yield return (count, Bare(expression));
        }
    }

    /// <summary>At commas that stand in no parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    /// <summary>Without parentheses round the whole.</summary>
    private static string Bare(string expression)
    {
        if (expression is not ['(', .., ')']) return expression;
        var depth = 0;
        for (var i = 0; i < expression.Length - 1; i++)
        {
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return expression;
        }

        return Bare(expression[1..^1].Trim());
    }

    [GeneratedRegex(@"^\s*(\d{1,4})\s*[×x*]\s*(.*)$", RegexOptions.Singleline)]
    private static partial Regex Counted();
}
