namespace Heed.Golden;

/// <summary>
/// Turns the options of a file into an expression: an option belongs to the word that has an argument of that name, or brings the
/// word that offers it.
/// </summary>
internal static class Options
{
    /// <exception cref="FormatException">An option that nothing takes, or a value that does not fit.</exception>
    /// <exception cref="ExpressionException">The id cannot be read, or an option contradicts it.</exception>
    public static Expression Apply(string id, IReadOnlyDictionary<string, object> options)
    {
        var expression = Expression.Parse(id);
        var waiting = options.OrderBy(o => o.Value is bool).ToList();          // what brings a word first, so that causal can be compared
        while (waiting.Count > 0)
        {
            var tried = waiting.Select(o => (Option: o, Longer: Apply(expression, o.Key, o.Value)));
            var taken = tried.FirstOrDefault(o => o.Longer is not null);
            if (taken.Longer is null)
                throw new FormatException($"'{expression}' takes no option '{waiting[0].Key}' = {Expression.Print(waiting[0].Value)}.");
            expression = taken.Longer;
            waiting.Remove(taken.Option);                                                  // a word that it brought may take another option
        }

        return expression;
    }

    /// <summary>The expression with one more option; null when no word takes it.</summary>
    private static Expression? Apply(Expression expression, string name, object value)
    {
        foreach (var term in expression.Terms)
        {
            if (term.Entry.Parameters.FirstOrDefault(p => p.Name == name) is { } own)
                return expression.With(term.With(name, Fit(value, own)));
        }

        var mechanism = expression.ToMechanism();
        if (value is bool wanted && name == "causal" && mechanism.IsCausal == wanted) return expression;
        foreach (var entry in Catalog.All.Where(e => e.Card.Options.Contains(name)))
        {
            var term = new Term(entry);
            if (term.Parts.Count == 0 || !mechanism.Family.Stages.Contains(term.Parts[0].Stage)) continue;
            if (term.Entry.Parameters.FirstOrDefault(p => p.Name == name) is { } offered) term = term.With(name, Fit(value, offered));
            else if (value is not true) return null;
            var widened = expression.With(term);
            _ = widened.ToMechanism();
            return widened;
        }

        return null;
    }

    /// <summary>The expression with whole numbers of the inputs as a list, row by row; null when no word takes such a list.</summary>
    internal static Expression? Listed(Expression expression, string name, double[] numbers)
    {
        var term = expression.Terms.FirstOrDefault(t => List(t, name) is not null);
        return term is null ? null : expression.With(term.With(name, Fit(numbers, List(term, name)!)));
    }

    /// <summary>Whether a word takes a list of that name.</summary>
    internal static bool TakeList(Expression expression, string name) => expression.Terms.Any(t => List(t, name) is not null);

    private static Argument? List(Term term, string name) =>
        term.Entry.Parameters.FirstOrDefault(p => p.Name == name && p.Type.IsArray);

    private static object Fit(object value, Argument parameter) => parameter.TakesExpressions
        ? throw new FormatException($"The option '{parameter.Name}' takes expressions: write them into the id, as in "
            + "'blend(causal, linear-elu)'.")
        : Parser.Read(Expression.Print(value), parameter)
        ?? throw new FormatException($"The option '{parameter.Name}' must be {parameter.Kind}, not {Expression.Print(value)}.");
}
