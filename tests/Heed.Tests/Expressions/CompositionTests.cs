using CsCheck;

namespace Heed.Tests.Expressions;

/// <summary>Random compositions of the whole catalog keep the laws that are derived for them, and break those that are not.</summary>
public sealed class CompositionTests
{
    private const int Compositions = 60;
    private const int Draws = 12;

    [Fact]
    public void What_is_derived_is_kept_and_what_is_not_is_broken() =>
        Words.Composable.Sample(expression =>
        {
            var mechanism = expression.ToMechanism();
            var wrong = Heed.Catalog.Laws.Select(l => l.Judge(mechanism, Draws)).Where(v => !v.IsRight).Select(v => $"{v.Law.Id} {v}");
            Assert.True(!wrong.Any(), $"{expression}: {string.Join("; ", wrong)}");
        }, iter: Compositions, print: e => e.ToString(), threads: 1);

    [Fact]
    public void Reading_what_was_printed_gives_the_same_expression() =>
        Words.Any.Sample(expression =>
        {
            var again = Expression.Parse(expression.ToString());
            Assert.Equal(expression, again);
            Assert.Equal(expression.ToString(), again.ToString());
        }, iter: 5000, print: e => e.ToString());

    [Fact]
    public void Order_and_spaces_do_not_matter() =>
        Gen.Select(Words.Any, Gen.Int[0, 5], Gen.Int[0, 3]).Sample((expression, turn, spaces) =>
        {
            var words = expression.Terms.Select(t => t.ToString()).ToArray();
            var space = new string(' ', spaces);
            var shuffled = words.Skip(turn % words.Length).Concat(words.Take(turn % words.Length));
            Assert.Equal(expression, Expression.Parse(space + string.Join($"{space}+{space}", shuffled) + space));
        }, iter: 2000);

    [Fact]
    public void Words_that_do_not_fit_together_are_refused_by_name_and_never_composed() =>
        Words.Any.Sample(expression =>
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
                if (fits) Assert.Matches("causal=false|either sign", e.Message);
                else Assert.True(expression.Terms.Count(t => e.Message.Contains($"'{t.Entry.Card.Id}'")) >= 2, e.Message);
            }
        }, iter: 3000);
}
