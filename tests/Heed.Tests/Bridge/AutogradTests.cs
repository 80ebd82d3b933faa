namespace Heed.Tests.Bridge;

/// <summary>The kernel is a good citizen of the graph of derivatives.</summary>
public sealed class AutogradTests
{
    private static readonly Mechanism Mechanism = Expression.Parse("alibi + causal + learned-sink").ToMechanism();

    [Fact]
    public void A_retained_graph_gives_the_same_gradients_twice()
    {
        using var scope = torch.NewDisposeScope();
        var (q, signals) = Leaf();
        var loss = Call.Loss(Mechanism.Attend(q, q, q, null, signals, route: Route.Kernel));
        loss.backward([], retain_graph: true);
        var once = (q.grad!.clone(), signals["sink"].grad!.clone());
        loss.backward();
        Assert.True((2 * once.Item1).eq(q.grad!).all().ToBoolean());
        Assert.True((2 * once.Item2).eq(signals["sink"].grad!).all().ToBoolean());
    }

    [Fact]
    public void Heads_that_lie_side_by_side_do_so_in_the_output_and_in_gradients()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("rope + causal").ToMechanism();
        using var random = new torch.Generator(1);
        var joined = torch.randn([2, 9, 3 * 4 * 8], generator: random).requires_grad_(true);
        var by = torch.randn([2, 9, 4 * 8], generator: random);
        var (output, gradient) = Read(Route.Kernel);
        var (want, wantGradient) = Read(Route.Definition);
        Assert.True(output.transpose(1, 2).is_contiguous());
        Assert.True(output.allclose(want, 1e-4, 1e-5));
        Assert.True(gradient.allclose(wantGradient, 1e-4, 1e-5));

        (Tensor Output, Tensor Gradient) Read(Route route)
        {
            var parts = joined.split([32, 32, 32], -1).Select(p => p.view(2, 9, 4, 8).transpose(1, 2)).ToArray();
            var read = mechanism.Attend(parts[0], parts[1], parts[2], route: route);
            return (read, torch.autograd.grad([(read.transpose(1, 2).flatten(2) * by).sum()], [joined])[0]);
        }
    }

    [Theory]
    [InlineData("alibi + causal + learned-sink", "bias head keys pairs")]
    [InlineData("rope + sigmoid", "")]
    [InlineData("fire + kerple-log + causal", "bias")]
    [InlineData("moba(4, 2)", "")]
    public void Second_derivatives_are_those_of_the_definition(string text, string masks)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(text).ToMechanism();
        var call = new Call(mechanism, 3, masks: masks);
        var (want, got) = (Second(Route.Definition, torch.float64), Second(Route.Kernel, torch.float32));
        Assert.All(want.Zip(got), p => Assert.True(
            (p.First - p.Second.to(torch.float64)).abs().max().ToDouble() <= 1e-5 * want.Max(w => w.abs().max().ToDouble())));

        Tensor[] Second(Route route, torch.ScalarType type)
        {
            var leaves = call.Inputs.ToDictionary(p => p.Key, p => p.Value.to(type).detach().clone().requires_grad_(true));
            var output = mechanism.Attend(leaves["q"], leaves["k"], leaves["v"], call.Hidden(leaves), call.Signals(leaves), route: route);
            var first = torch.autograd.grad([Call.Loss(output.square())], [.. leaves.Values], retain_graph: true, create_graph: true);
            first.Select(g => Call.Loss(g)).Aggregate((a, b) => a + b).backward();
            return [.. leaves.Values.Select(l => l.grad!)];
        }
    }

    [Fact]
    public void Inputs_that_were_changed_in_place_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var (q, signals) = Leaf();
        var k = q * 1;
        var loss = Call.Loss(Mechanism.Attend(q, k, q, null, signals, route: Route.Kernel));
        k.add_(1);
        Assert.ThrowsAny<Exception>(() => loss.backward());
    }

    [Fact]
    public void Without_derivatives_the_numbers_are_the_same()
    {
        using var scope = torch.NewDisposeScope();
        var (q, signals) = Leaf();
        var with = Mechanism.Attend(q, q, q, null, signals, route: Route.Kernel);
        using var frozen = torch.no_grad();
        var without = Mechanism.Attend(q, q, q, null, signals, route: Route.Kernel);
        Assert.True(with.requires_grad && !without.requires_grad);
        Assert.True(with.eq(without).all().ToBoolean());
    }

    [Fact]
    public void A_thousand_calls_leave_no_tensor_behind()
    {
        var (q, signals) = Leaf();
        Once();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 1000; i++) Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using var scope = torch.NewDisposeScope();
            Call.Loss(Mechanism.Attend(q, q, q, null, signals, route: Route.Kernel)).backward();
        }
    }

    private static (Tensor Q, SignalSet Signals) Leaf() =>
        (torch.randn(2, 4, 9, 8).requires_grad_(true), new() { ["sink"] = torch.randn(4).requires_grad_(true) });
}
