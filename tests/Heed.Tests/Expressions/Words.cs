using Heed.Pairwise;

namespace Heed.Tests.Expressions;

/// <summary>Expressions over the catalog as it is, the same for the same seed: no word and no argument is listed here.</summary>
internal static class Words
{
    /// <summary>One to four different words, which need not fit together.</summary>
    public static Expression Any(int seed)
    {
        var random = new Random(seed);
        return new Expression(Shuffled(random, Heed.Catalog.All).Take(random.Next(1, 5)).Select(e => Word(random, e)));
    }

    /// <summary>One to four words that fit together, found by taking from a random order whatever still fits.</summary>
    public static Expression Composable(int seed)
    {
        var random = new Random(seed);
        var composable = Heed.Catalog.All.Where(e => e.Mechanism.Family.Stages.Count > 0);
        var terms = Shuffled(random, composable).Select(e => Word(random, e)).Where(ReadsNineTokens).ToArray();
        var (expression, count) = (new Expression([terms[0]]), random.Next(1, 5));
        foreach (var term in terms.Skip(1))
        {
            var longer = new Expression(expression.Terms.Append(term));
            if (expression.Terms.Count < count && Fits(longer)) expression = longer;
        }

        return expression;
    }

    /// <summary>Whether a word takes the texts by which laws are judged: one with numbers for so many places may be too short.</summary>
    private static bool ReadsNineTokens(Term term)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = new Expression([term]).ToMechanism();
        try
        {
            return mechanism.Attend(Heed.Laws.Draw.For(mechanism, 0).Inputs) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Fits(Expression expression)
    {
        try
        {
            return expression.ToMechanism() is not null;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    private static Entry[] Shuffled(Random random, IEnumerable<Entry> entries)
    {
        var shuffled = entries.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>The word with arguments that it takes.</summary>
    private static Term Word(Random random, Entry entry)
    {
        while (true)
        {
            try
            {
                return new(entry, [.. entry.Parameters.Select(p => Value(random, p))]);
            }
            catch (ExpressionException)
            {
                // these numbers do not go together: others may
            }
        }
    }

    /// <summary>Lists that leave at least five of nine tokens over, so that the rest shows what other masks do.</summary>
    private static readonly long[]?[] Lists = [null, [1], [2], [4], [1, 2], [2, 1], [1, 1, 1], [2, 2]];

    /// <summary>A word that is a mask and takes no expressions itself.</summary>
    private static Expression Mask(Random random)
    {
        var masks = Heed.Catalog.All.Where(e => new Term(e).Parts is [Pattern] && !e.Parameters.Any(p => p.TakesExpressions)).ToArray();
        return new([Word(random, masks[random.Next(masks.Length)])]);
    }

    private static object? Value(Random random, Argument parameter)
    {
        if (parameter.Type == typeof(bool)) return random.Next(2) == 0;
        if (parameter.Type == typeof(int)) return random.Next(1, 7);
        if (parameter.Type == typeof(long)) return 1L << random.Next(3);
        if (parameter.Type == typeof(long[])) return Lists[random.Next(Lists.Length)];
        if (parameter.TakesExpressions) return Enumerable.Range(0, random.Next(1, 4)).Select(_ => Mask(random)).ToArray();
        if (parameter.Type.IsEnum) return Enum.GetValues(parameter.Type).GetValue(random.Next(Enum.GetValues(parameter.Type).Length));
        if (parameter.Type == typeof(string)) return parameter.Default;
        return random.Next(3) == 0 || parameter.Type.IsArray ? parameter.Default : Math.Round(0.25 + (8 * random.NextDouble()), 3);
    }
}
