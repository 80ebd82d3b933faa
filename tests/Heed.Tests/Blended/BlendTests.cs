using Heed.Laws;

namespace Heed.Tests.Blended;

/// <summary>Blends: what they refuse, what they promise, and what they keep between tokens.</summary>
public sealed class BlendTests
{
    [Theory]
    [InlineData("blend(causal)", "at least two mechanisms")]
    [InlineData("blend(causal, causal)", "'causal' is given twice")]
    [InlineData("blend(alibi + causal, causal + alibi)", "given twice")]
    [InlineData("blend(causal, gla, shares=[1])", "one for each of the 2 mechanisms")]
    [InlineData("blend(causal, gla, shares=[1, 0])", "not 0")]
    [InlineData("blend(causal, gla, of=3)", "takes no name")]
    [InlineData("blend(causal, shares=[1, 1], gla)", "cannot follow one with a name", "Expected a value")]
    [InlineData("blend(gla, rwkv7, mamba-s6)", "read different things by the name", "only results of one shape")]
    [InlineData("blend(causal, pma)", "only results of one shape")]
    [InlineData("blend(causal, laser + cog)", "weights of either sign")]
    [InlineData("blend + causal", "cannot be combined")]
    [InlineData("blend(causal, blend(gla, linear-elu, gate=simplex), gate=unit)", "give one of them fixed shares")]
    public void What_makes_no_blend_is_refused_with_the_reason(string expression, params string[] reasons)
    {
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(expression).ToMechanism());
        Assert.True(reasons.Any(e.Message.Contains), e.Message);
    }

    [Theory]
    [InlineData("blend")]
    [InlineData("blend(causal, linear-elu, shares=[1, 0.5])")]
    [InlineData("blend(causal, linear-elu, gate=unit)")]
    [InlineData("blend(causal + sliding-window(2), blend(gla, linear-elu, gate=simplex), shares=[0.25, -1])")]
    [InlineData("blend(shares=[1, 2])")]
    public void It_is_printed_as_it_reads_back(string expression)
    {
        var parsed = Expression.Parse(expression);
        Assert.Equal(expression, parsed.ToString());
        Assert.Equal(parsed, Expression.Parse(parsed.ToString()));
    }

    [Theory]
    [InlineData("blend(causal, alibi + causal)")]
    [InlineData("blend(causal, scaled-dot-product)")]
    [InlineData("blend(alibi + causal, uniform + causal, shares=[1, -0.5])")]
    [InlineData("blend(sliding-window(3), gated-delta-net, gate=simplex)")]
    [InlineData("blend(causal, gla, gate=unit)")]
    [InlineData("blend(causal, laser + causal)")]
    [InlineData("blend(blend(causal, uniform + causal), linear-elu)")]
    [InlineData("blend(monotonic, stepwise-monotonic)")]
    [InlineData("blend(causal + output-gate, linear-elu, gate=unit)")]
    [InlineData("blend(grouped-query(2) + causal, grouped-query(2) + rope + causal)")]
    public void It_promises_what_all_its_mechanisms_promise_and_no_more(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.All(Heed.Catalog.Laws.Select(l => l.Judge(mechanism, 6)), v => Assert.True(v.IsRight, $"{v.Law.Id} {v}"));
    }

    [Fact]
    public void Shares_and_gates_weigh_what_each_reads()
    {
        using var scope = torch.NewDisposeScope();
        var (causal, alibi) = (Expression.Parse("causal").ToMechanism(), Expression.Parse("alibi + causal").ToMechanism());
        var gated = Expression.Parse("blend(causal, alibi + causal, shares=[2, -0.5], gate=unit)").ToMechanism();
        var draw = Draw.For(gated, 3);
        var own = draw.Only("q", "k", "v").Inputs;
        var gate = draw["blend_gate"];
        var want = (2 * gate.narrow(-1, 0, 1) * causal.Attend(own)) - (0.5 * gate.narrow(-1, 1, 1) * alibi.Attend(own));
        Assert.True(draw.Close(gated.Attend(draw.Inputs), want));
        var weights = (2 * gate.narrow(-1, 0, 1) * causal.Weights(own)) - (0.5 * gate.narrow(-1, 1, 1) * alibi.Weights(own));
        Assert.True(draw.Close(gated.Weights(draw.Inputs), weights));
    }

    [Fact]
    public void The_kernel_computes_it_where_every_mechanism_has_one()
    {
        using var scope = torch.NewDisposeScope();
        var blend = Expression.Parse("blend(causal, alibi + sliding-window(4), shares=[0.75, 0.5])").ToMechanism();
        var inputs = Draw.For(blend, 1).Inputs.Select((_, value) => value.to(torch.float32));
        Assert.Equal(Route.Kernel, blend.RouteOf(inputs).Route);
        var (fast, exact) = (blend.Attend(inputs, route: Route.Kernel), blend.Attend(inputs, route: Route.Definition));
        Assert.True(Law.Close(fast, exact, 1e-5));
        Assert.Contains("sparsemax must see all scores", Expression.Parse("blend(causal, sparsemax)").ToMechanism().RouteOf(
            Draw.For(blend, 1).Inputs.Select((_, value) => value.to(torch.float32))).WhyNot);
    }

    [Fact]
    public void A_state_that_was_taken_apart_and_whose_rows_were_chosen_goes_on()
    {
        using var scope = torch.NewDisposeScope();
        var blend = Expression.Parse("blend(sliding-window(3), gated-delta-net)").ToMechanism();
        var draw = Draw.For(blend, 2);
        _ = blend.Prefill(draw.Inputs.Tokens(blend.Flow, 0, 6), out var state);
        var swapped = new State([.. state.Select(1, 0).Kept]);
        State? next = swapped;
        var rest = draw.Inputs.Select((_, value) => value.flip(0)).Tokens(blend.Flow, 6, 3);
        var want = blend.Attend(draw.Inputs).narrow(2, 6, 3).flip(0);
        Assert.True(draw.Close(blend.Step(rest, ref next), want));
    }

    [Fact]
    public void A_state_is_used_up_by_the_step_that_goes_on_with_it()
    {
        using var scope = torch.NewDisposeScope();
        var blend = Expression.Parse("blend").ToMechanism();
        var draw = Draw.For(blend, 2);
        _ = blend.Prefill(draw.Inputs.Tokens(blend.Flow, 0, 4), out var first);
        State? next = first, again = first;
        _ = blend.Step(draw.Inputs.Tokens(blend.Flow, 4, 1), ref next);
        Assert.Throws<InvalidOperationException>(() => blend.Step(draw.Inputs.Tokens(blend.Flow, 4, 1), ref again));
    }
}
