namespace Heed.Tests.Expressions;

/// <summary>
/// Compositions of the whole catalog, drawn with fixed seeds, keep the laws that are derived for them, and break those that are not.
/// </summary>
public sealed class CompositionTests
{
    private const int Compositions = 60;
    private const int Draws = 12;

    [Fact]
    public void What_is_derived_is_kept_and_what_is_not_is_broken() => Each(Compositions, Words.Composable, expression =>
    {
        var mechanism = expression.ToMechanism();
        var wrong = Heed.Catalog.Laws.Select(l => l.Judge(mechanism, Draws)).Where(v => !v.IsRight).Select(v => $"{v.Law.Id} {v}");
        Assert.True(!wrong.Any(), $"{expression}: {string.Join("; ", wrong)}");
    });

    [Fact]
    public void Reading_what_was_printed_gives_the_same_expression() => Each(5000, Words.Any, expression =>
    {
        var again = Expression.Parse(expression.ToString());
        Assert.Equal(expression, again);
        Assert.Equal(expression.ToString(), again.ToString());
    });

    [Fact]
    public void Order_and_spaces_do_not_matter()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var expression = Words.Any(seed);
            var words = expression.Terms.Select(t => t.ToString()).ToArray();
            var goesByOrder = expression.Terms.Count(t => t.GoesByOrder) > 1;
            var (turn, space) = (goesByOrder ? 0 : seed % words.Length, new string(' ', seed % 4));
            var shuffled = words.Skip(turn).Concat(words.Take(turn));
            Assert.Equal(expression, Expression.Parse(space + string.Join($"{space}+{space}", shuffled) + space));
        }
    }

    [Fact]
    public void Words_that_do_not_fit_together_are_refused_by_name_and_never_composed() => Each(3000, Words.Any, expression =>
    {
        var stages = expression.Terms.SelectMany(t => t.Stages).ToArray();
        var single = stages.Where(s => s.Takes == Arity.One).ToArray();
        var fits = single.Distinct().Count() == single.Length
            && stages.Select(s => Heed.Catalog.Families.First(f => f.Stages.Contains(s))).Distinct().Count() <= 1
            && (expression.Terms.Count == 1 || expression.Terms.All(t => t.Parts.Count > 0));
        try
        {
            Assert.Equal(expression.ToString(), expression.ToMechanism().Name);
            Assert.True(fits, $"{expression} should have been refused");
        }
        catch (ExpressionException e)
        {
            if (fits) Assert.Matches("causal=false|either sign|stand nowhere|inputs of one name|may choose none", e.Message);
            else Assert.True(expression.Terms.Count(t => e.Message.Contains($"'{t.Entry.Card.Id}'")) >= 2, e.Message);
        }
    });

    [Theory]
    [InlineData("luong-location + memory-concat")]
    [InlineData("luong-local-p + memory-concat")]
    public void What_goes_by_places_of_a_text_is_not_put_beside_keys_that_stand_nowhere_in_it(string expression)
    {
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(expression).ToMechanism());
        Assert.Contains("stand nowhere", e.Message);
    }

    private static void Each(int seeds, Func<int, Expression> draw, Action<Expression> judge)
    {
        for (var seed = 0; seed < seeds; seed++) judge(draw(seed));
    }
}
