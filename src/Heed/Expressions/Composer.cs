namespace Heed;

/// <summary>
/// Puts the words of an expression together: their parts take the stages of one family, each as often as it may be taken.
/// </summary>
internal static class Composer
{
    public static Mechanism Compose(Expression expression)
    {
        var terms = expression.Terms.OrderBy(t => t.Column).ToArray();                     // so that messages follow the text
        if (terms.FirstOrDefault(t => t.Component is Mechanism) is { } alone && terms.Length > 1)
            throw Clash($"'{alone.Entry.Card.Id}' is a mechanism of its own and cannot be combined with", alone,
                terms.First(t => t != alone));

        var taken = new Dictionary<Stage, Term>();
        foreach (var term in terms)
        {
            foreach (var part in term.Parts)
            {
                if (part.Stage.Takes == Arity.One && taken.TryGetValue(part.Stage, out var first))
                    throw Clash(
                        $"'{first.Entry.Card.Id}' takes the stage '{part.Stage}' ({part.Stage.Question}), and so does", first, term);
                if (taken.FirstOrDefault(f => FamilyOf(f.Key) != FamilyOf(part.Stage)).Value is { } other)
                    throw Clash($"'{other.Entry.Card.Id}' is {FamilyOf(other.Parts[0].Stage)}, "
                        + $"so it cannot be combined with the {FamilyOf(part.Stage)}", other, term);
                taken.TryAdd(part.Stage, term);
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
            return FamilyOf(parts[0].Stage).Compose(parts);
        }
        catch (ArgumentException e) when (e is not ExpressionException)
        {
            throw new ExpressionException(e.Message.Split(" (Parameter")[0], terms[0].Text, terms[^1].Column);
        }
    }

    private static Family FamilyOf(Stage stage) => Catalog.Families.First(f => f.Stages.Contains(stage));

    private static ExpressionException Clash(string what, Term a, Term b)
    {
        var where = a.Text.Length == 0 ? "" : $" (columns {Math.Min(a.Column, b.Column)} and {Math.Max(a.Column, b.Column)})";
        return new ExpressionException($"{what} '{b.Entry.Card.Id}'{where}: keep one.", a.Text, Math.Max(a.Column, b.Column));
    }
}
