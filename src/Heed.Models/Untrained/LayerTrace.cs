namespace Heed.Models.Untrained;

/// <summary>What a layer computed, every step of it. Tensors belong to the reader.</summary>
/// <param name="Mechanism">What mixed the tokens.</param>
/// <param name="Embeddings">(1, N, width).</param>
/// <param name="Q">(1, H, N, d).</param>
/// <param name="K">(1, G, N, d).</param>
/// <param name="V">(1, G, N, d).</param>
/// <param name="Steps">What the mechanism recorded, such as scores, masked and weights, by name.</param>
/// <param name="Context">What the heads read, (1, H, N, d).</param>
public sealed record LayerTrace(Mechanism Mechanism, Tensor Embeddings, Tensor Q, Tensor K, Tensor V,
    IReadOnlyDictionary<string, Tensor> Steps, Tensor Context)
{
    /// <summary>The numbers of one row of a step.</summary>
    /// <param name="step">(1, H or G, N, ·).</param>
    /// <param name="head">The query head, from 0; where keys are shared, its group is taken.</param>
    /// <param name="token">The row, from 0.</param>
    public double[] Row(Tensor step, int head, int token)
    {
        using var scope = torch.NewDisposeScope();
        var own = step.shape[1] == Q.shape[1] ? head : head * step.shape[1] / Q.shape[1];
        return [.. step[0, own, token].to(torch.float64).data<double>()];
    }
}
