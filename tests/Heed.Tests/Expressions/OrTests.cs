namespace Heed.Tests.Expressions;

public sealed class OrTests
{
    [Theory]
    [InlineData("or(sliding-window(3), strided(4))", "or(sliding-window(3), strided)")]
    [InlineData("or( strided(4),sliding-window( 3 ) )", "or(strided, sliding-window(3))")]
    [InlineData("causal + or(sliding-window(3), strided(4))", "causal + or(sliding-window(3), strided)")]
    [InlineData("or(strided(4) + causal, identity)", "or(causal + strided, identity)")]
    [InlineData("or(strided(3), sliding-window(1))", "or(strided(3), sliding-window(1))")]
    [InlineData("or(document-mask([2, 4, 3]), or(causal, moba(2, 3)))", "or(document-mask([2, 4, 3]), or(causal, moba(top_k=3)))")]
    [InlineData("or()", "or")]
    [InlineData("or", "or")]
    public void What_is_joined_is_read_and_printed_so_that_it_reads_back(string text, string printed)
    {
        var expression = Expression.Parse(text);
        Assert.Equal(printed, expression.ToString());
        Assert.Equal(expression, Expression.Parse(printed));
        Assert.Equal(printed, expression.ToMechanism().Name);
    }

    [Fact]
    public void The_word_alone_is_a_window_and_a_stride()
    {
        var (bare, said) = (Expression.Parse("or").ToMechanism(), Expression.Parse("or(sliding-window(3), strided(4))").ToMechanism());
        Assert.True(bare.Visible(9, 9)!.equal(said.Visible(9, 9)!).all().ToBoolean());
    }

    [Fact]
    public void The_order_of_what_is_joined_is_kept_so_other_orders_are_other_expressions() =>
        Assert.NotEqual(Expression.Parse("or(causal, strided)"), Expression.Parse("or(strided, causal)"));

    [Theory]
    [InlineData("or(causal, alibi)", 12, "'alibi' is no mask")]
    [InlineData("or(causal + rope)", 13, "'rope' is no mask")]
    [InlineData("rope + or(strided, nystrom)", 20, "'nystrom' is no mask")]
    [InlineData("or(causal, casual)", 12, "did you mean 'causal'?")]
    [InlineData("or(causal, strided(0))", 12, "'strided' cannot have stride = 0. A stride is at least one token")]
    [InlineData("or(causal", 10, "Expected ')' before the end")]
    [InlineData("or(causal, )", 12, "Expected the name of a mechanism")]
    [InlineData("or(causal] + alibi", 10, "Expected '+', ',' or ')', found ']'")]
    [InlineData("or(causal + causal)", 13, "'causal' stands here and in column 4")]
    [InlineData("document-mask([2, x])", 15, "must be a list of whole numbers such as [2, 4, 3], not '[2, x]'")]
    [InlineData("document-mask([2, 4.5])", 15, "not '[2, 4.5]'")]
    [InlineData("causal + document-mask([2,, 3])", 24, "not '[2,, 3]'")]
    [InlineData("document-mask(3)", 15, "not '3'")]
    [InlineData("document-mask([2, 4)", 15, "found '['")]
    [InlineData("document-mask([2, 0])", 1, "'document-mask' cannot have lengths = [2, 0]. Every document has at least one token")]
    [InlineData("document-mask([2], [3])", 20, "takes at most 1 argument")]
    public void What_is_wrong_is_said_with_its_column(string text, int column, string reason)
    {
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(text));
        Assert.Contains(reason, e.Message);
        Assert.Equal(column, e.Column);
    }

    [Fact]
    public void Nothing_cannot_be_joined() =>
        Assert.Contains("at least one mask", Assert.Throws<ArgumentException>(() => new Heed.Pairwise.Patterns.Or([])).Message);

    [Theory]
    [InlineData("document-mask([2, 4, 3])", "document-mask([2, 4, 3])")]
    [InlineData("document-mask(lengths=[ 2,4 ])", "document-mask([2, 4])")]
    [InlineData("document-mask([])", "document-mask([])")]
    [InlineData("alibi + document-mask([1]) + causal", "alibi + causal + document-mask([1])")]
    public void A_list_is_read_and_printed(string text, string printed)
    {
        Assert.Equal(printed, Expression.Parse(text).ToString());
        Assert.Equal(Expression.Parse(text), Expression.Parse(printed));
    }
}
