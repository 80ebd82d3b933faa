namespace Heed.Tests.Expressions;

/// <summary>A choice may have the spelling of its paper.</summary>
public sealed class SpelledTests
{
    [Theory]
    [InlineData("location-sensitive(previous+cumulative)")]
    [InlineData("location-sensitive(previous+cumulative, 5)")]
    [InlineData("location-sensitive")]
    public void It_is_read_as_it_is_printed(string text) => Assert.Equal(text, Expression.Parse(text).ToString());

    [Fact]
    public void Its_name_in_kebab_case_is_refused_with_the_spellings()
    {
        var said = Assert.Throws<ExpressionException>(() => Expression.Parse("location-sensitive(previous-and-cumulative)")).Message;
        Assert.Contains("must be previous or previous+cumulative", said);
    }
}
