using Heed.Laws;

namespace Heed.Tests.Layers;

public sealed class AttentionLayerTests
{
    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Select(e => e.Card.Id)];

    [Theory]
    [InlineData("linformer(tokens=1000000000000)", "'e'")]
    [InlineData("additive(width=1000000000000)", "'w_q'")]
    public void What_memory_cannot_hold_is_refused_before_it_is_made(string expression, string largest)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        foreach (var make in new Action[] { () => _ = new AttentionLayer(mechanism, 16, 4, 1), () => _ = Draw.For(mechanism, 1) })
        {
            var said = Assert.Throws<ArgumentException>(make).Message;
            Assert.Contains($"most of it for {largest}", said);
            Assert.Contains("GB can be had", said);
        }
    }

    [Theory, MemberData(nameof(Words))]
    public void Gradients_reach_everything_that_is_learned(string id)
    {
        var mechanism = Heed.Catalog.Find(id)!.Mechanism;
        using var layer = new AttentionLayer(mechanism, width: 16, heads: 4, seed: 1);
        (layer.call(torch.randn(2, 6, 16, generator: new torch.Generator(1))) * torch.arange(16)).sum().backward();
        var learned = layer.named_parameters().Where(p => p.parameter.requires_grad).ToArray();
        Assert.All(
            mechanism.Signals.Where(s => !s.Optional
                && (s.Kind == RoleKind.Token || (s.Kind == RoleKind.Parameter && s.Start != RoleStart.Orthogonal))),
            s => Assert.NotEqual(s.OnlyChooses, learned.Any(p => p.name == $"signals.{s.Name}" || p.name.StartsWith($"signals.{s.Name}.",
                StringComparison.Ordinal) || p.name.StartsWith($"signals.{s.Name}_keys", StringComparison.Ordinal))));
        Assert.All(learned, p => Assert.True(p.parameter.grad is { } g && g.isfinite().all().ToBoolean(), p.name));
    }

    [Fact]
    public void One_linear_map_gives_queries_keys_and_values()
    {
        using var layer = new AttentionLayer(Expression.Parse("causal").ToMechanism(), width: 24, heads: 3, seed: 1);
        var map = layer.named_parameters().Single(p => p.name == "query.weight").parameter;
        Assert.Equal([3 * 24, 24], map.shape);
        var read = layer.Project(torch.randn(1, 5, 24));
        Assert.All(new[] { "q", "k", "v" }, name => Assert.Equal([1, 3, 5, 8], read[name].shape));
    }

    [Fact]
    public void Groups_make_fewer_keys_and_values()
    {
        using var layer = new AttentionLayer(Expression.Parse("grouped-query(2)").ToMechanism(), width: 32, heads: 4, seed: 1);
        var read = layer.Project(torch.randn(1, 5, 32));
        Assert.Equal([1, 4, 5, 8], read["q"].shape);
        Assert.All(new[] { "k", "v" }, name => Assert.Equal([1, 2, 5, 8], read[name].shape));
        Assert.Equal([1, 5, 32], layer.call(torch.randn(1, 5, 32)).shape);
    }

    [Theory]
    [InlineData(30, 4, "multiple of 4")]
    [InlineData(0, 1, "multiple of 1")]
    public void Sizes_that_do_not_fit_are_refused(long width, long heads, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(
            () => new AttentionLayer(Expression.Parse("causal").ToMechanism(), width, heads, 1)).Message);

    [Fact]
    public void Tensors_that_do_not_fit_are_named_with_the_shape_that_would()
    {
        var mechanism = Expression.Parse("learned-sink").ToMechanism();
        Tensor q = torch.randn(1, 4, 5, 8), k = torch.randn(1, 4, 6, 8), v = torch.randn(1, 4, 7, 8);
        Assert.Contains("'v' has shape (1, 4, 7, 8); expected (B=1, G=4, M=6, Dv", Message(() => mechanism.Attend(q, k, v)));
        Assert.Contains("'sink'", Message(() => mechanism.Attend(q, k, k)));
        Assert.Contains("'sink' has shape (3); expected (H=4)",
            Message(() => mechanism.Attend(q, k, k, null, new() { ["sink"] = torch.zeros(3) })));
        Assert.Contains("No signal named 'sinc'",
            Message(() => mechanism.Attend(q, k, k, null, new() { ["sink"] = torch.zeros(4), ["sinc"] = torch.zeros(4) })));
        Assert.Contains("does not broadcast", Message(
            () => mechanism.Attend(q, k, k, Mask.Pairs(torch.ones(5, 5, dtype: torch.@bool)), new() { ["sink"] = torch.zeros(4) })));
        Assert.Contains("4 query heads cannot share 3",
            Message(() => mechanism.Attend(q, torch.randn(1, 3, 6, 8), torch.randn(1, 3, 6, 8))));
    }

    private static string Message(Action act) => Assert.Throws<ArgumentException>(act).Message;
}
