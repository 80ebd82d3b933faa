using Heed.Laws;
using Heed.Pairwise;

namespace Heed.Tests.Steps;

/// <summary>A cache of limited size lets go of what its policy lets go of, and of nothing else.</summary>
public sealed class PolicyTests
{
    private const int Tokens = 9;

    [Theory]
    [InlineData("h2o")]
    [InlineData("h2o(1, 1)")]
    [InlineData("h2o(3, 2) + rope")]
    [InlineData("h2o(1, 2) + grouped-query + alibi + talking-heads")]
    [InlineData("h2o(1, 2) + sparsemax")]
    [InlineData("h2o(2, 1) + mla + learned-sink")]
    [InlineData("h2o(1, 1) + memory-concat")]
    [InlineData("tova(3)")]
    [InlineData("tova(2) + grouped-query + rope")]
    public void The_state_holds_no_more_than_the_budget_of_each_head(string expression)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = (PairwiseAttention)Expression.Parse(expression).ToMechanism();
        var draw = Draw.For(mechanism, 5);
        var sizes = Sizes.For(mechanism, Draw.Batch, Draw.Heads, Tokens, Tokens, Draw.Width, Draw.ValueWidth);
        var budget = mechanism.Policy!.Budget;
        State? state = null;
        var read = new List<Tensor>();
        for (var t = 0; t < Tokens; t++)
        {
            read.Add(mechanism.Step(draw.Inputs.Tokens(mechanism.Roles, t, 1), ref state));
            var kept = state!.Kept.ToDictionary(k => k.Name, k => k.Value);
            Assert.True(kept["held"].sum(-1).eq(Math.Min(budget, t + 1)).all().ToBoolean());
            Assert.True(kept["held"].any(0).any(0).all().ToBoolean(), "a row is kept that no head holds");
            Assert.All(mechanism.Slots, slot => Assert.Contains(slot.Name, kept.Keys));
            Assert.True(state.Numbers <= mechanism.NumbersKept(sizes, t + 1));
            if (t < budget) Assert.Equal(mechanism.NumbersKept(sizes, t + 1), state.Numbers);
        }

        Assert.True(draw.Close(torch.cat([.. read], 2), mechanism.Attend(draw.Inputs)));
        Assert.True(state!.Numbers < mechanism.NumbersKept(sizes, Tokens) || budget * Draw.Batch * Draw.Heads > Tokens);
    }

    [Fact]
    public void One_head_of_one_text_keeps_just_its_budget()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("h2o(2, 1)").ToMechanism();
        State? state = null;
        for (var t = 0; t < 40; t++)
        {
            Tensor[] x = [.. Enumerable.Range(0, 3).Select(i =>
                torch.randn([1, 1, 1, 4], generator: new torch.Generator((ulong)((10 * t) + i))))];
            mechanism.Step(x[0], x[1], x[2], null, ref state);
        }

        Assert.Equal([1, 1, 3, 4], state!["k"].shape);
        Assert.Equal(mechanism.NumbersKept(Sizes.For(mechanism, 1, 1, 1, 1, 4, 4), 40), state.Numbers);
    }

    [Fact]
    public void What_was_let_go_of_is_read_by_nobody_after()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("h2o(2, 2)").ToMechanism();
        var trace = new StepTrace();
        mechanism.Attend(Draw.For(mechanism, 3).Inputs, trace: trace);
        var (weights, kept) = (trace.Find("weights")!, trace.Find("kept")!);
        Assert.Equal([Draw.Batch * Draw.Heads, 4], kept.shape);
        var zero = weights.eq(0);                                                          // (B, H, N, M)
        for (var t = 1; t < Tokens; t++)
        {
            var stays = zero.select(2, t).logical_or(zero.select(2, t - 1).logical_not());
            Assert.True(stays.narrow(-1, 0, t).all().ToBoolean(), "a key that was gone is back");
        }

        Assert.True(weights.ne(0).sum(-1).le(5).all().ToBoolean());
        Assert.True(kept.select(-1, 3).eq(Tokens - 1).all().ToBoolean());
    }

    [Fact]
    public void A_mask_that_goes_by_keys_which_are_gone_does_not_go_token_by_token() =>
        Assert.Contains("tokens which its cache has let go of", Expression.Parse("h2o + moba").ToMechanism().NoSteps);

    [Fact]
    public void A_first_pass_of_several_tokens_needs_the_whole_text_and_says_so()
    {
        var mechanism = Expression.Parse("h2o(2, 2, 4)").ToMechanism();
        Assert.False(mechanism.Facts.Streams);
        Assert.Contains("reads its first tokens in one pass", mechanism.NoSteps);
    }
}
