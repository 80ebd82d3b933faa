using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed;

/// <summary>Puts the words of an expression together: their parts fill the holes of one family, each hole once.</summary>
internal static class Composer
{
    public static Mechanism Compose(Expression expression)
    {
        var terms = expression.Terms.OrderBy(t => t.Column).ToArray();                     // so that messages follow the text
        if (terms.FirstOrDefault(t => t.Component is Mechanism) is { } alone && terms.Length > 1)
            throw Clash($"'{alone.Entry.Card.Id}' is a mechanism of its own and cannot be combined with", alone, terms.First(t => t != alone));

        var filled = new Dictionary<Hole, Term>();
        foreach (var term in terms)
        {
            foreach (var part in term.Parts)
            {
                if (filled.TryGetValue(part.Hole, out var first))
                    throw Clash($"'{first.Entry.Card.Id}' fills the {part.Hole} hole ({part.Hole.Question}), and so does", first, term);
                if (filled.FirstOrDefault(f => f.Key.Family != part.Hole.Family).Value is { } other)
                    throw Clash($"'{other.Entry.Card.Id}' is {Family(other)}, so it cannot be combined with the {Family(term)}", other, term);
                filled[part.Hole] = term;
            }
        }

        var mechanism = Build(expression.Terms);
        mechanism.Name = expression.ToString();
        return mechanism;
    }

    private static Mechanism Build(IReadOnlyList<Term> terms)
    {
        if (terms is [{ Component: Mechanism alone }]) return alone;
        Part[] parts = [.. terms.SelectMany(t => t.Parts)];
        try
        {
            return parts[0].Hole.Family == Heed.Family.Pairwise ? new PairwiseAttention(parts) : new RecurrentAttention(parts);
        }
        catch (ArgumentException e)
        {
            throw new ExpressionException(e.Message.Split(" (Parameter")[0], terms[0].Text, terms[^1].Column);
        }
    }

    private static string Family(Term term) => term.Parts[0].Hole.Family.ToString().ToLowerInvariant();

    private static ExpressionException Clash(string reason, Term a, Term b)
    {
        var where = a.Text.Length == 0 ? "" : $" (columns {Math.Min(a.Column, b.Column)} and {Math.Max(a.Column, b.Column)})";
        return new ExpressionException($"{reason} '{b.Entry.Card.Id}'{where}: keep one", a.Text, Math.Max(a.Column, b.Column));
    }
}
