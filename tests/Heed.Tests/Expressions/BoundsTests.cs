namespace Heed.Tests.Expressions;

/// <summary>Expressions that anybody may write have an end: in length, in depth, and in the rounds that their words go.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData("or")]
    [InlineData("blend")]
    public void Words_inside_words_go_so_deep_and_no_deeper(string word)
    {
        var deepest = Nested(word, 15);
        Assert.Equal(deepest, Expression.Parse(deepest).ToString());
        Assert.Equal(deepest, Expression.Parse(deepest).ToMechanism().Name);
        Assert.All([16, 17, 300], depth => Assert.Contains("16 deep", Refused(Nested(word, depth))));
    }

    [Theory]
    [InlineData("blend(")]
    [InlineData("causal + ")]
    [InlineData("or(causal, ")]
    public void A_text_of_any_length_is_refused_before_it_is_read(string piece) =>
        Assert.Contains("at most 10,000 characters", Refused(string.Concat(Enumerable.Repeat(piece, 20_000))));

    [Theory]
    [InlineData("nystrom(iterations=16777217)")]
    [InlineData("nystrom(iterations=1001)")]
    [InlineData("hopfield(steps=1001)")]
    [InlineData("sinkhorn(1001)")]
    public void Rounds_that_would_take_for_ever_are_refused(string expression) => Assert.Contains("from 1 to 1000", Refused(expression));

    private static string Refused(string expression) => Assert.Throws<ExpressionException>(() => Expression.Parse(expression)).Message;

    private static string Nested(string word, int depth) =>
        string.Concat(Enumerable.Repeat(word + "(", depth)) + "causal" + string.Concat(Enumerable.Repeat(", sliding-window(2))", depth));
}
