namespace Heed.Tests;

/// <summary>Where a hidden key is not a number, keys that only some queries or heads do not see stay as they are.</summary>
public sealed class HiddenTests
{
    private const long Poisoned = 5;

    [Theory]
    [InlineData("scaled-dot-product", false)]
    [InlineData("l2-distance", false)]
    [InlineData("grouped-query(2)", true)]
    public void A_key_that_somebody_sees_is_not_erased(string expression, bool otherHeadSees)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        var random = new torch.Generator(4);
        var groups = mechanism.KvHeads(4);
        Tensor Normal(params long[] shape) => torch.randn(shape, torch.float64, generator: random);
        var (q, k, v) = (Normal(2, 4, 7, 8), Normal(2, groups, 7, 8), Normal(2, groups, 7, 6));
        var pairs = torch.ones([2, 4, 7, 7], torch.@bool);
        pairs.select(3, Poisoned).fill_(false);                                            // from everybody
        // key 2 from head 0, but not from head 1 of the same group
        if (otherHeadSees) pairs.select(1, 0).select(2, 2).fill_(false);
        else pairs.select(2, 0).select(2, 2).fill_(false);                                 // key 2 from query 0 only
        var poisoned = k.clone();
        poisoned.select(2, Poisoned).fill_(double.NaN);
        var (clean, read) = (mechanism.Attend(q, k, v, Mask.Pairs(pairs)), mechanism.Attend(q, poisoned, v, Mask.Pairs(pairs)));
        Assert.True(torch.allclose(read, clean, rtol: 0, atol: 1e-12), $"{(read - clean).abs().max().ToDouble()}");
    }

    [Fact]
    public void What_is_causal_says_that_no_token_meets_a_later_one() => Assert.All(
        Heed.Catalog.All.Where(e => e.Mechanism.IsCausal),
        e =>
        {
            using var scope = torch.NewDisposeScope();
            Assert.False(e.Mechanism.Visible(4, 4)!.triu(1).any().ToBoolean(), e.Card.Id);
            var late = e.Mechanism.Visible(2, 4)!;                                         // two queries, at the end of four keys
            Assert.False(late[0, 3].ToBoolean(), e.Card.Id);
            Assert.True(late[1].any().ToBoolean(), e.Card.Id);
        });
}
