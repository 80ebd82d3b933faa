using Heed.Laws;
using Heed.Pairwise;

namespace Heed.Tests.Steps;

/// <summary>A place that is dropped from a state is as a key that was hidden: those that stay stand where they stood.</summary>
public sealed class DropTests
{
    private static readonly long[] Dropped = [1, 3, 4];
    private const int Before = 6, Tokens = 9;

    /// <summary>All words whose state has a row for each token and that can hide keys, and compositions in which places matter.</summary>
    public static TheoryData<string> Expressions() =>
    [
        .. Heed.Catalog.All.Select(e => e.Mechanism).Where(Grows).Select(m => m.Name),
        "rope + causal", "alibi + causal", "rope + alibi + sliding-window(4)", "document-mask + causal", "grouped-query + rope + causal",
        "mla + causal", "mla + sliding-window(4)",
        "or + causal", "block-local(3) + causal", "rope + moba(3, 1)", "sparsemax + rope + causal", "memory-concat + causal",
        "or(sliding-window(2), moba) + alibi",
    ];

    [Theory, MemberData(nameof(Expressions))]
    public void Steps_after_places_were_dropped_read_what_is_left(string expression)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        for (var seed = 0; seed < 4; seed++)
        {
            var draw = Draw.For(mechanism, seed);
            _ = mechanism.Prefill(draw.Inputs.Tokens(mechanism.Roles, 0, Before), out var state);
            State? left = state.Drop(Dropped);
            var read = new List<Tensor>();
            for (var t = Before; t < Tokens; t++) read.Add(mechanism.Step(draw.Inputs.Tokens(mechanism.Roles, t, 1), ref left));
            var keys = Hidden(Dropped);
            var want = mechanism.Attend(draw.Inputs, Mask.Keys(keys)).narrow(2, Before, Tokens - Before);
            Assert.True(draw.Close(torch.cat([.. read], 2), want), $"{expression}, draw {seed}");
        }
    }

    [Fact]
    public void What_a_cache_of_the_kernels_kept_as_it_was_given_can_be_dropped_too()
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("alibi + causal").ToMechanism();
        var inputs = Draw.For(mechanism, 1).Inputs.Select((_, x) => x.to(torch.float32));
        _ = mechanism.Prefill(inputs.Tokens(mechanism.Roles, 0, Before), out var state);
        Assert.IsType<Heed.Lowering.KernelPast>(state.Past);
        State? left = state.Drop(Dropped);
        Assert.Equal((Before - Dropped.Length) * state.Numbers / Before, left.Numbers);
        var read = mechanism.Step(inputs.Tokens(mechanism.Roles, Before, 3), ref left);
        var want = mechanism.Attend(inputs, Mask.Keys(Hidden(Dropped))).narrow(2, Before, 3);
        Assert.True(torch.allclose(read, want, rtol: 1e-5, atol: 1e-5));
    }

    [Fact]
    public void Keys_that_a_cache_of_the_kernels_turned_cannot_be_dropped()
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("rope + causal").ToMechanism();
        _ = mechanism.Prefill(Draw.For(mechanism, 1).Inputs.Select((_, x) => x.to(torch.float32)), out var state);
        Assert.Contains("Route.Definition", Assert.Throws<NotSupportedException>(() => state.Drop(0)).Message);
    }

    [Fact]
    public void A_state_without_rows_has_no_place_to_drop()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("linear-elu").ToMechanism();
        _ = mechanism.Prefill(Draw.For(mechanism, 1).Inputs, out var state);
        Assert.Contains("no row for each token", Assert.Throws<NotSupportedException>(() => state.Drop(0)).Message);
    }

    [Fact]
    public void All_places_can_be_dropped()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("rope + causal").ToMechanism();
        var draw = Draw.For(mechanism, 2);
        _ = mechanism.Prefill(draw.Inputs.Tokens(mechanism.Roles, 0, Before), out var state);
        State? left = state.Drop(0, 1, 2, 3, 4, 5);
        Assert.Equal(0, left.Numbers);
        var read = mechanism.Step(draw.Inputs.Tokens(mechanism.Roles, Before, 1), ref left);
        Assert.True(draw.Close(read, draw["v"].narrow(2, Before, 1)));
    }

    private static bool Grows(Mechanism m) =>
        m.Facts is { Streams: true, HidesKeys: true } && m.Slots.All(s => s.Grows) && m is not PairwiseAttention { Policy: not null };

    private static Tensor Hidden(long[] places) =>
        torch.tensor([.. Enumerable.Range(0, Tokens).Select(t => !places.Contains(t))]).expand(2, -1);
}
