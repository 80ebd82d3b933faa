using Heed.Laws;
using Heed.Pairwise;

namespace Heed.Tests.Steps;

/// <summary>Every word that goes token by token: what it reads after a prompt, and how much it keeps.</summary>
public sealed class PrefillTests
{
    private const int Tokens = 9;

    public static TheoryData<string, bool> Words() =>
        [.. Heed.Catalog.All.Where(e => e.Mechanism.Facts.Streams).SelectMany(e => new[] { (e.Card.Id, false), (e.Card.Id, true) })];

    public static TheoryData<string, bool> WordsThatKeepEverything() =>
        [.. Heed.Catalog.All.Where(e => e.Mechanism.Facts.Streams && e.Mechanism is not PairwiseAttention { Policy: not null })
            .SelectMany(e => new[] { (e.Card.Id, false), (e.Card.Id, true) })];

    [Theory, MemberData(nameof(Words))]
    public void A_prompt_and_chunks_after_it_give_the_same_as_the_whole(string id, bool float32)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var mechanism = Heed.Catalog.Find(id)!.Mechanism;
        var inputs = Inputs(mechanism, float32);
        var read = new List<Tensor> { mechanism.Prefill(Some(0, 4), out var state) };
        State? next = state;
        foreach (var (start, count) in new[] { (4, 1), (5, 3), (8, 1) }) read.Add(mechanism.Step(Some(start, count), ref next));
        var axis = Array.IndexOf(mechanism.OutputShape.Split(' '), "N");
        var (got, want) = (torch.cat([.. read], axis), mechanism.Attend(inputs, route: Route.Definition));
        var tolerance = float32 ? 10 * Heed.Catalog.Find(id)!.Card.Float32Bound : Law.Tolerance;
        Assert.True(Law.Close(got, want, tolerance), $"{id}: {(got - want).abs().max().ToDouble()}");

        SignalSet Some(long start, long count) => inputs.Tokens(mechanism.Flow, start, count);
    }

    [Theory, MemberData(nameof(WordsThatKeepEverything))]
    public void It_keeps_as_many_numbers_as_it_says(string id, bool float32)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var mechanism = Heed.Catalog.Find(id)!.Mechanism;
        var inputs = Inputs(mechanism, float32);
        var sizes = Sizes.For(mechanism, Draw.Batch, Draw.Heads, Tokens, Tokens, Draw.Width, Draw.ValueWidth);
        State? state = null;
        for (var t = 0; t < Tokens; t++)
        {
            mechanism.Step(inputs.Tokens(mechanism.Flow, t, 1), ref state);
            Assert.Equal(mechanism.NumbersKept(sizes, t + 1), state!.Numbers);
        }
    }

    [Theory]
    [InlineData("sliding-window(3)")]
    [InlineData("dilated-window(4, 2, past)")]
    [InlineData("block-local(3) + causal")]
    [InlineData("or(sliding-window(2), block-local(4) + causal)")]
    [InlineData("mla + sliding-window(4)")]
    public void A_window_bounds_what_is_kept(string expression)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        var inputs = Inputs(mechanism, false);
        var sizes = Sizes.For(mechanism, Draw.Batch, Draw.Heads, Tokens, Tokens, Draw.Width, Draw.ValueWidth);
        _ = mechanism.Prefill(inputs, out var state);
        Assert.Equal(mechanism.NumbersKept(sizes, mechanism.Window!.Value), state.Numbers);
        Assert.Equal(mechanism.NumbersKept(sizes, Tokens), state.Numbers);
        Assert.True(mechanism.Window < Tokens);
    }

    private static SignalSet Inputs(Mechanism mechanism, bool float32) =>
        Draw.For(mechanism, 6).Inputs.Select((_, x) => float32 ? x.to(torch.float32) : x);
}
