namespace Heed.Tests;

public sealed class ReadmeProgramTests
{
    [Fact]
    public void The_program_in_the_readme_runs()
    {
        var (q, k, v) = (torch.randn(1, 4, 10, 16), torch.randn(1, 2, 10, 16), torch.randn(1, 2, 10, 16));

        #region readme
        var mechanism = Expression.Parse("rope + causal + grouped-query(2)").ToMechanism();
        var output = mechanism.Attend(q, k, v);                                // (B, H, N, D) from (B, H, N, D), (B, 2, N, D), (B, 2, N, D)
        var weights = mechanism.Weights(q, k);                                 // (B, H, N, N): how much query i reads of key j

        var layer = new AttentionLayer(mechanism, width: 64, heads: 4, seed: 1);   // a TorchSharp module that trains
        var mixed = layer.call(torch.randn(1, 10, 64));
        #endregion

        Assert.Equal([1, 4, 10, 16], output.shape);
        Assert.Equal([1, 4, 10, 10], weights.shape);
        Assert.Equal([1, 10, 64], mixed.shape);
        Assert.True(torch.allclose(weights.sum(-1), torch.ones(1, 4, 10), atol: 1e-5));
    }
}
