using Heed.Pairwise;

namespace Heed.Tests.Layers;

/// <summary>The fast twin gives what the definition gives, forward and backward, and says where it has no twin.</summary>
public sealed class FusedAttentionTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("scaled-dot-product", 5, 7, true)]
    [InlineData("luong-dot", 5, 7, true)]
    [InlineData("causal", 6, 6, false)]
    [InlineData("causal", 1, 6, false)]
    [InlineData("causal", 4, 6, false)]
    [InlineData("causal(top-left)", 4, 6, false)]
    [InlineData("rope + causal", 6, 6, false)]
    [InlineData("rope + sliding-window(2)", 6, 6, false)]
    [InlineData("rope + grouped-query + causal", 6, 6, false)]
    public void It_is_the_definition(string expression, long queries, long keys, bool hides)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        var fused = FusedAttention.For(mechanism)!;
        using var random = new torch.Generator(1);
        Tensor[] inputs = [Draw(4, queries), Draw(mechanism.KvHeads(4), keys), Draw(mechanism.KvHeads(4), keys)];
        var mask = hides ? Mask.Keys(torch.arange(keys).unsqueeze(0).lt(torch.tensor([keys, keys - 3]).unsqueeze(1))) : Mask.None;
        var (expected, got) = (mechanism.Attend(inputs[0], inputs[1], inputs[2], mask), fused.Attend(inputs[0], inputs[1], inputs[2], mask));
        AssertClose(expected, got);
        var by = torch.arange(expected.numel(), torch.float32).view(expected.shape).cos();
        var (slow, fast) = (torch.autograd.grad([(expected * by).sum()], inputs), torch.autograd.grad([(got * by).sum()], inputs));
        Assert.All(slow.Zip(fast), p => AssertClose(p.First, p.Second));

        Tensor Draw(long heads, long tokens) => torch.randn([2, heads, tokens, 8], generator: random).requires_grad_(true);
    }

    [Theory]
    [InlineData("alibi")]
    [InlineData("soft-cap(30)")]
    [InlineData("sparsemax")]
    [InlineData("additive")]
    [InlineData("talking-heads")]
    [InlineData("gated-delta-net")]
    public void What_is_more_than_a_softmax_of_scaled_dot_products_has_no_twin(string expression) => Assert.Null(FusedAttention.For(Expression.Parse(expression).ToMechanism()));

    [Fact]
    public void A_mask_that_could_blind_a_query_is_refused()
    {
        var fused = FusedAttention.For(Expression.Parse("causal").ToMechanism())!;
        var x = torch.randn(1, 1, 3, 4);
        Assert.Throws<NotSupportedException>(() => fused.Attend(x, x, x, Mask.Keys(torch.ones(1, 3, torch.@bool))));
    }

    private static void AssertClose(Tensor expected, Tensor got) => Assert.True(expected.allclose(got, 1e-4, 1e-5), $"max |Δ| {(expected - got).abs().max().ToSingle()}");
}
