namespace Heed.Tests.Bridge;

/// <summary>Which path runs is told, and a demanded one runs or throws.</summary>
public sealed class RouteTests
{
    private static readonly Mechanism Causal = Expression.Parse("causal").ToMechanism();

    [Fact]
    public void Packed_float32_tensors_go_to_the_kernel() =>
        Assert.Equal(new(Route.Kernel, null), Causal.RouteOf(Random(), Random(), Random()));

    [Theory]
    [InlineData("float64", "Float64")]
    [InlineData("strided", "adjacent")]
    [InlineData("wide", "up to 576")]
    [InlineData("empty", "empty")]
    public void A_tensor_that_the_kernel_cannot_read_goes_to_the_definition_and_a_demand_is_refused(string what, string says)
    {
        var x = what switch
        {
            "float64" => Random().to(torch.float64),
            "strided" => Random().transpose(2, 3),
            "wide" => torch.randn(1, 1, 2, 600),
            _ => torch.zeros(1, 1, 0, 8),
        };
        var choice = Causal.RouteOf(x, x, x);
        Assert.Equal(Route.Definition, choice.Route);
        Assert.Contains(says, choice.WhyNot);
        Assert.Contains(says, Assert.Throws<NotSupportedException>(() => Causal.Attend(x, x, x, route: Route.Kernel)).Message);
        if (what != "empty") Assert.True(Causal.Attend(x, x, x).eq(Causal.Attend(x, x, x, route: Route.Definition)).all().ToBoolean());
    }

    [Theory]
    [InlineData("talking-heads", "mixes the scores and the weights of several heads")]
    [InlineData("causal + sparsemax", "sparsemax")]
    [InlineData("linear-elu(causal=false)", "reads the whole text at once")]
    [InlineData("nystrom", "'nystrom' has no kernel")]
    public void A_composition_without_a_kernel_says_why(string text, string says) =>
        Assert.Contains(says, Expression.Parse(text).ToMechanism().NoKernel);

    [Fact]
    public void A_trace_needs_the_definition()
    {
        var trace = new StepTrace();
        Causal.Attend(Random(), Random(), Random(), trace: trace);
        Assert.NotNull(trace.Find("weights"));
        Assert.Contains("trace", Assert.Throws<NotSupportedException>(
            () => Causal.Attend(Random(), Random(), Random(), trace: new(), route: Route.Kernel)).Message);
    }

    [Fact]
    public void Views_of_one_projection_are_read_where_they_lie()
    {
        var heads = torch.randn(2, 9, 3 * 4 * 8).split(32, -1).Select(x => x.view(2, 9, 4, 8).transpose(1, 2)).ToArray();
        Assert.All(heads, h => Assert.False(h.is_contiguous()));
        Assert.Equal(Route.Kernel, Causal.RouteOf(heads[0], heads[1], heads[2]).Route);
        var packed = heads.Select(h => h.contiguous()).ToArray();
        Assert.True(Causal.Attend(heads[0], heads[1], heads[2], route: Route.Kernel)
            .eq(Causal.Attend(packed[0], packed[1], packed[2], route: Route.Kernel)).all().ToBoolean());
        var one = packed[1].narrow(1, 0, 1).expand(-1, 4, -1, -1);
        Assert.True(Causal.Attend(packed[0], one, one, route: Route.Kernel)
            .eq(Causal.Attend(packed[0], one.contiguous(), one.contiguous(), route: Route.Kernel)).all().ToBoolean());
    }

    [Fact]
    public void A_layer_takes_the_kernel()
    {
        using var layer = new AttentionLayer(
            Expression.Parse("rope + causal + grouped-query(2)").ToMechanism(), width: 64, heads: 4, seed: 1);
        Assert.Equal(Route.Kernel, layer.Mechanism.RouteOf(layer.Project(torch.randn(2, 9, 64))).Route);
    }

    private static Tensor Random() => torch.randn(2, 4, 9, 8);
}
