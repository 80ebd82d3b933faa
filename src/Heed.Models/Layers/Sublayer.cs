using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>
/// A residual connection with layer normalisation round some function: after the sum as published, or before the function.
/// </summary>
internal sealed class Sublayer : torch.nn.Module
{
    private readonly LayerNorm norm;
    private readonly Noise noise;
    private readonly bool before;

    public Sublayer(long width, bool before, Noise noise) : base(nameof(Sublayer))
    {
        (this.before, this.noise) = (before, noise);
        norm = torch.nn.LayerNorm(width);
        RegisterComponents();
    }

    /// <summary>norm(x + f(x)), or x + f(norm(x)).</summary>
    public Tensor Around(Tensor x, Func<Tensor, Tensor> function) => before
        ? x + noise.Drop(function(norm.call(x)), training)
        : norm.call(x + noise.Drop(function(x), training));
}
