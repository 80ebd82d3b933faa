using Heed.Lowering;

namespace Heed.Tests.Bridge;

/// <summary>Token by token in the caches of the kernels.</summary>
public sealed class StepTests
{
    private const int Tokens = 23;

    public static TheoryData<string> Expressions() =>
    [
        "causal", "identity", "sliding-window(5)", "sliding-window(5000)", "rope + causal", "rope + sliding-window(4)",
        "alibi + causal", "alibi + sliding-window(6)",
        "soft-cap + causal", "learned-sink + causal", "softmax-one + sliding-window(3)", "cosine + causal", "bilinear + rope + causal",
        "grouped-query(2) + alibi + causal + soft-cap",
        "dilated-window(4, 2, past)", "dilated-window(6, 3, past) + rope", "prefix-lm(1)", "or(sliding-window(4))",
    ];

    [Theory, MemberData(nameof(Expressions))]
    public void A_cache_reads_what_the_definition_says_of_the_whole(string expression)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (mechanism, q, k, v, signals) = Case(expression);
        State? state = null;
        var steps = Enumerable.Range(0, Tokens).Select(t => Step(mechanism, q, k, v, signals, t, ref state)).ToArray();
        Assert.NotNull(state!.Past);
        Close(mechanism, q, k, v, signals, torch.cat(steps, 2));
    }

    [Theory, MemberData(nameof(Expressions))]
    public void A_state_that_was_taken_apart_goes_on(string expression)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (mechanism, q, k, v, signals) = Case(expression);
        State? state = null;
        var steps = new List<Tensor>();
        for (var t = 0; t < Tokens; t++)
        {
            steps.Add(Step(mechanism, q, k, v, signals, t, ref state));
            Assert.IsType<KernelPast>(state!.Past);
            state = new State([.. state.Kept]);
        }

        Close(mechanism, q, k, v, signals, torch.cat(steps, 2));
    }

    [Theory]
    [InlineData("sparsemax + causal")]
    [InlineData("talking-heads + sliding-window(4)")]
    [InlineData("rope + top-k(3) + causal")]
    [InlineData("document-mask + causal + alibi")]
    [InlineData("block-local(4) + causal")]
    [InlineData("or + causal")]
    [InlineData("moba(3, 2)")]
    public void What_no_cache_can_read_goes_on_in_tensors(string expression)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (mechanism, q, k, v, signals) = Case(expression);
        State? state = null;
        var (steps, pasts) = (new List<Tensor>(), new HashSet<object>());
        for (var t = 0; t < Tokens; t++)
        {
            steps.Add(Step(mechanism, q, k, v, signals, t, ref state));
            pasts.Add(Assert.IsType<TensorPast>(state!.Past));
        }

        Assert.Single(pasts);
        Close(mechanism, q, k, v, signals, torch.cat(steps, 2));
    }

    [Fact]
    public void Room_is_doubled_so_that_copies_are_few()
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var x = torch.arange(1000f).view(1, 1, 1000, 1);
        var roles = Role.QueryKeyValue.Skip(1);
        using var past = new TensorPast(roles, _ => x.narrow(2, 0, 1), null, [0]);
        var (places, last) = (0, (Tensor?)null);
        for (var t = 1; t < 1000; t++)
        {
            past.Append(_ => x.narrow(2, t, 1), [t]);
            var keys = past["k"];
            if (last is null || !TensorSpan.Floats(keys).Overlaps(TensorSpan.Floats(last))) places++;
            last = keys;
        }

        Assert.InRange(places, 2, 8);
        Assert.True(past.Copy()[0].Value.equal(x).all().ToBoolean());
    }

    [Theory]
    [InlineData("rope + causal")]
    [InlineData("causal")]
    [InlineData("alibi + sliding-window(4)")]
    [InlineData("sparsemax + causal")]
    public void Rows_that_were_selected_go_on(string expression)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (mechanism, q, k, v, signals) = Case(expression);
        State? state = null;
        var steps = new List<Tensor>();
        for (var t = 0; t < Tokens; t++)
        {
            if (t == 9)
            {
                var old = state!;
                state = old.Select(1, 0, 1);
                Assert.Equal(old.Numbers / 2 * 3, state.Numbers);
                (q, k, v) = (Rows(q), Rows(k), Rows(v));
                old.Dispose();
            }

            var step = Step(mechanism, q, k, v, signals, t, ref state);
            steps.Add(t < 9 ? Rows(step) : step);
        }

        Close(mechanism, q, k, v, signals, torch.cat(steps, 2));

        static Tensor Rows(Tensor x) => x.index_select(0, torch.tensor([1L, 0L, 1L]));
    }

    [Fact]
    public void A_window_keeps_no_more_than_it_sees()
    {
        using var none = torch.no_grad();
        var (mechanism, q, k, v, signals) = Case("sliding-window(5)");
        State? state = null;
        var sizes = Enumerable.Range(0, 8).Select(t =>
        {
            Step(mechanism, q, k, v, signals, t, ref state);
            return state!.Numbers / (2 * 4 * (8 + 6));
        });
        Assert.Equal([1, 2, 3, 4, 5, 5, 5, 5], sizes);
    }

    [Fact]
    public void A_state_that_was_used_up_is_refused()
    {
        using var none = torch.no_grad();
        var (mechanism, q, k, v, signals) = Case("causal");
        State? first = null;
        Step(mechanism, q, k, v, signals, 0, ref first);
        State? second = first;
        Step(mechanism, q, k, v, signals, 1, ref second);
        Assert.Contains("after 1 tokens was used up",
            Assert.Throws<InvalidOperationException>(() => Step(mechanism, q, k, v, signals, 1, ref first)).Message);
    }

    [Theory]
    [InlineData("causal")]
    [InlineData("rope + sliding-window(4)")]
    public void With_a_gradient_the_definition_takes_the_steps(string expression)
    {
        using var scope = torch.NewDisposeScope();
        var (mechanism, q, k, v, signals) = Case(expression);
        q.requires_grad_(true);
        State? state = null;
        var steps = Enumerable.Range(0, Tokens).Select(t => Step(mechanism, q, k, v, signals, t, ref state)).ToArray();
        Assert.Null(state!.Past);
        torch.cat(steps, 2).sum().backward();
        Assert.True(q.grad!.abs().sum().ToDouble() > 0);
    }

    private static Tensor Step(Mechanism mechanism, Tensor q, Tensor k, Tensor v, SignalSet signals, long t, ref State? state) =>
        mechanism.Step(q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1), signals.Tokens(mechanism.Signals, t, 1), ref state);

    private static void Close(Mechanism mechanism, Tensor q, Tensor k, Tensor v, SignalSet signals, Tensor read)
    {
        var doubles = new SignalSet();
        foreach (var (name, value) in signals) doubles[name] = value.to(torch.float64);
        var want = mechanism.Attend(q.to(torch.float64), k.to(torch.float64), v.to(torch.float64), null, doubles, route: Route.Definition);
        var apart = (read.to(torch.float64) - want).abs().max().ToDouble();
        Assert.True(apart <= 1e-5 * (1 + want.abs().max().ToDouble()), $"{mechanism.Name}: {apart}");
    }

    private static (Mechanism, Tensor, Tensor, Tensor, SignalSet) Case(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        var (heads, random) = (4L, new torch.Generator(3));
        var groups = mechanism.KvHeads(heads);
        var sizes = Sizes.For(mechanism, 2, heads, Tokens, Tokens, 8, 6);
        var signals = new SignalSet();
        foreach (var s in mechanism.Signals) signals[s.Name] = torch.randn(sizes.Shape(s), generator: random).Bring(s.Range);
        return (mechanism, torch.randn([2, heads, Tokens, 8], generator: random), torch.randn([2, groups, Tokens, 8], generator: random),
            torch.randn([2, groups, Tokens, 6], generator: random), signals);
    }
}
