namespace Heed.Tests.Expressions;

/// <summary>A choice may have the spelling of its paper.</summary>
public sealed class SpelledTests
{
    [Theory]
    [InlineData("location-sensitive(previous+cumulative)")]
    [InlineData("location-sensitive(previous+cumulative, 5)")]
    [InlineData("location-sensitive")]
    public void It_is_read_as_it_is_printed(string text) => Assert.Equal(text, Expression.Parse(text).ToString());

    [Theory]
    [InlineData("sliding-window(window: 3)", "sliding-window(3)")]
    [InlineData("h2o(heavy : 4, recent=2)", "h2o(4, 2)")]
    [InlineData("or(causal, longformer(radius: 1))", "or(causal, longformer(1))")]
    public void An_argument_is_named_with_an_equals_sign_or_a_colon(string text, string same) =>
        Assert.Equal(Expression.Parse(same).ToString(), Expression.Parse(text).ToString());

    [Fact]
    public void Its_name_in_kebab_case_is_refused_with_the_spellings()
    {
        var said = Assert.Throws<ExpressionException>(() => Expression.Parse("location-sensitive(previous-and-cumulative)")).Message;
        Assert.Contains("must be previous or previous+cumulative", said);
    }
}
