using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Bench.Synthetic;

/// <summary>
/// A weighted sum of the token and the few before it, each number for itself, times a gate of the token: what tells a model without
/// positions what came just before.
/// </summary>
/// <remarks>
/// The published BaseConv (arXiv:2312.04927) multiplies by a linear map instead of a gate. Then what came before passes only after the map
/// has learned to let it, and in 300 steps exact attention had learned a tenth of the answers of associative recall instead of all of them.
/// </remarks>
internal sealed class ShortConvolution : torch.nn.Module
{
    private readonly Linear gate;
    private readonly Parameter weights;
    private readonly Parameter bias;

    /// <param name="start">Draws the weights.</param>
    /// <param name="width">The width of a token.</param>
    /// <param name="reach">How many tokens are summed, its own included.</param>
    public ShortConvolution(Start start, long width, int reach) : base(nameof(ShortConvolution))
    {
        gate = start.Linear(width, width);
        weights = start.Random(1 / Math.Sqrt(reach), reach, width);
        bias = Initializer.Constant(0, width);
        RegisterComponents();
    }

    /// <summary>(B, N, W) to (B, N, W).</summary>
    public Tensor Of(Tensor x)
    {
        var (reach, tokens) = (weights.shape[0], x.shape[1]);
        var sum = bias + x * weights[0];
        for (var back = 1; back < Math.Min(reach, tokens); back++)
        {
            var earlier = torch.nn.functional.pad(x.narrow(1, 0, tokens - back), [0, 0, back, 0]);
            sum = sum + earlier * weights[back];
        }

        return gate.call(x).sigmoid() * sum;
    }
}
