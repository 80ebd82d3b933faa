using System.Globalization;
using Heed.Architectures;
using Heed.Layers;

namespace Heed;

/// <summary>
/// expression = word { "+" word };  word = id [ "(" [ argument { "," argument } ] ")" ];  argument = [ name ("=" | ":") ] value;
/// value = number, choice, "[" numbers "]", or an expression where the word takes those.
/// </summary>
internal sealed class Parser(string text)
{
    private const int Longest = 10_000;
    private const int Deepest = 16;

    private int at;
    private int depth;

    public Expression Parse()
    {
        if (text.Length > Longest)
            throw new ExpressionException(string.Create(CultureInfo.InvariantCulture,
                $"An expression has at most {Longest:N0} characters, and this one has {text.Length:N0}."), "", 1);
        if (text.TrimStart().StartsWith(Architecture.Prefix, StringComparison.Ordinal))
            throw Wrong("A published model has layers of several kinds: 'heed explain' names the expression of each.", 0);
        var sum = Sum();
        return AtEnd ? sum : throw Wrong($"Expected '+' or the end, found '{text[at]}'.", at);
    }

    private Expression Sum()
    {
        if (depth == Deepest) throw Wrong($"Expressions can be nested in one another {Deepest} deep, and here begins one more.", at);
        depth++;
        var terms = new List<Term>();
        do terms.Add(Word());
        while (Take('+'));
        depth--;
        if (terms.GroupBy(t => t.Entry).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Wrong($"'{twice.Key.Card.Id}' stands here and in column {twice.First().Column}.", twice.Last().Column - 1);
        return new Expression(terms);
    }

    private bool AtEnd
    {
        get
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            return at == text.Length;
        }
    }

    private ExpressionException Unknown(string id, int start)
    {
        var message = $"Unknown mechanism '{id}'; did you mean '{Catalog.Nearest(id)}'?";
        return new(message, text, start + 1) { UnknownWord = id };
    }

    private Term Word()
    {
        var id = Run(c => char.IsLetterOrDigit(c) || c is '-' or '_', "the name of a mechanism", out var start);
        if ($"{id}:" == PublishedLayer.Prefix && Take(':'))
            id = PublishedLayer.Prefix + Run(c => char.IsLetterOrDigit(c) || c is '-', "the name of a layer", out _);
        var entry = Catalog.Find(id) ?? throw Unknown(id, start);
        var values = entry.Parameters.Select(p => p.Default).ToArray();
        if (Take('(')) Arguments(entry, values);
        return new Term(entry, values, start + 1, text);
    }

    private void Arguments(Entry entry, object?[] values)
    {
        if (Take(')')) return;
        var given = new HashSet<int>();
        if (entry.Parameters is [{ TakesExpressions: true }, ..])
        {
            var sums = new List<Expression>();
            do
            {
                if (given.Count == 0 && !NamesArgument()) sums.Add(Sum());
                else Named(entry, values, given);
            }
            while (Take(','));
            if (sums.Count > 0) values[0] = sums.ToArray();
            if (!Take(')')) throw Wrong(AtEnd ? "Expected ')' before the end." : $"Expected '+', ',' or ')', found '{text[at]}'.", at);
            return;
        }

        var named = false;
        do
        {
            var (index, isNamed, start) = Which(entry, named ? -1 : given.Count);
            named |= isNamed;
            if (!given.Add(index)) throw Wrong($"'{entry.Parameters[index].Name}' is given twice.", start);
            values[index] = Value(entry, entry.Parameters[index]);
        }
        while (Take(','));
        if (!Take(')')) throw Wrong(AtEnd ? "Expected ')' before the end." : $"Expected ',' or ')', found '{text[at]}'.", at);
    }

    /// <summary>Whether a name and an equals sign, or a colon, come next.</summary>
    private bool NamesArgument()
    {
        var rest = text[at..].TrimStart();
        var name = rest.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-').Count();
        return name > 0 && rest[name..].TrimStart() is ['=' or ':', ..];
    }

    private void Named(Entry entry, object?[] values, HashSet<int> given)
    {
        var (index, _, start) = Which(entry, -1);
        var parameter = entry.Parameters[index];
        if (parameter.TakesExpressions)
            throw Wrong($"'{parameter.Name}' of '{entry.Card.Id}' takes no name: begin with the expressions.", start);
        if (!given.Add(index)) throw Wrong($"'{parameter.Name}' is given twice.", start);
        values[index] = Value(entry, parameter);
    }

    private (int Index, bool Named, int Start) Which(Entry entry, int position)
    {
        _ = AtEnd;
        var start = at;
        var name = new string([.. text[at..].TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-')]);
        at += name.Length;
        if (name.Length > 0 && (Take('=') || Take(':')))
        {
            var index = entry.Parameters.ToList().FindIndex(p => p.Name == name);
            if (index >= 0) return (index, true, start);
            throw Wrong(entry.Parameters.Count == 0 ? $"'{entry.Card.Id}' takes no arguments."
                : $"'{entry.Card.Id}' has no argument '{name}'; "
                    + $"did you mean '{Spelling.Nearest(name, entry.Parameters.Select(p => p.Name))}'?", start);
        }

        at = start;
        if (position < 0) throw Wrong("An argument without a name cannot follow one with a name.", start);
        if (position < entry.Parameters.Count) return (position, false, start);
        throw Wrong(entry.Parameters.Count == 0 ? $"'{entry.Card.Id}' takes no arguments."
            : $"'{entry.Card.Id}' takes at most {entry.Parameters.Count} "
                + $"argument{(entry.Parameters.Count == 1 ? "" : "s")}: {string.Join(", ", entry.Parameters.Select(p => p.Name))}.", start);
    }

    private object Value(Entry entry, Argument parameter)
    {
        var list = parameter.Type.IsArray && !AtEnd && text[at] == '[' ? text.IndexOf(']', at) : -1;
        if (list >= 0)
        {
            var (begin, written) = (at, text[at..(list + 1)]);
            at = list + 1;
            return Read(written, parameter)
                ?? throw Wrong($"'{parameter.Name}' of '{entry.Card.Id}' must be {parameter.Kind}, not '{written}'.", begin);
        }

        var word = Run(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'
            || (c == '+' && (parameter.Type.IsEnum || text[at - 1] is 'e' or 'E')), $"a value for '{parameter.Name}'", out var start);
        return Read(word, parameter)
            ?? throw Wrong($"'{parameter.Name}' of '{entry.Card.Id}' must be {parameter.Kind}, not '{word}'.", start);
    }

    internal static object? Read(string word, Argument parameter)
    {
        var culture = CultureInfo.InvariantCulture;
        if (parameter.TakesExpressions) return null;                                        // they are words, and no value
        if (parameter.Type == typeof(bool)) return word switch { "true" => true, "false" => false, _ => null };
        if (parameter.Type == typeof(string)) return word.All(char.IsAsciiLetterOrDigit) ? word : null;
        if (parameter.Type.IsArray) return List(word, parameter.Type.GetElementType()!);
        if (parameter.Type == typeof(int)) return int.TryParse(word, NumberStyles.AllowLeadingSign, culture, out var i) ? i : null;
        if (parameter.Type == typeof(long)) return long.TryParse(word, NumberStyles.AllowLeadingSign, culture, out var l) ? l : null;
        if (parameter.Type == typeof(double))
            return double.TryParse(word, NumberStyles.Float, culture, out var d) && double.IsFinite(d) ? d : null;
        var choice = Enum.GetNames(parameter.Type).FirstOrDefault(n => Spelling.Choice(parameter.Type, n) == word);
        return choice is null ? null : Enum.Parse(parameter.Type, choice);
    }

    private static Array? List(string written, Type of)
    {
        if (written is not ['[', .. var inside, ']']) return null;
        var element = new Argument("", of, null, "");
        var values = inside.Trim().Length == 0 ? [] : inside.Split(',').Select(w => Read(w.Trim(), element)).ToArray();
        if (values.Any(v => v is null)) return null;
        var list = Array.CreateInstance(of, values.Length);
        for (var i = 0; i < values.Length; i++) list.SetValue(values[i], i);
        return list;
    }

    private string Run(Func<char, bool> belongs, string expected, out int start)
    {
        var atEnd = AtEnd;
        start = at;
        while (at < text.Length && belongs(text[at])) at++;
        if (at > start) return text[start..at];
        throw Wrong($"Expected {expected}{(atEnd ? "" : $", found '{text[at]}'")}.", at);
    }

    private bool Take(char c)
    {
        if (AtEnd || text[at] != c) return false;
        at++;
        return true;
    }

    private ExpressionException Wrong(string reason, int where) => new(reason, text, where + 1);
}
