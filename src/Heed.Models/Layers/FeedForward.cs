using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>Two linear maps with a bend between them, for each token alone.</summary>
internal sealed class FeedForward : torch.nn.Module
{
    private readonly Linear wide;
    private readonly Linear narrow;
    private readonly bool smooth;

    /// <param name="start">Draws the weights.</param>
    /// <param name="width">The width of a token.</param>
    /// <param name="hidden">The width between the maps.</param>
    /// <param name="smooth">The bend: GELU instead of the published ReLU.</param>
    public FeedForward(Start start, long width, long hidden, bool smooth) : base(nameof(FeedForward))
    {
        this.smooth = smooth;
        wide = start.Linear(width, hidden);
        narrow = start.Linear(hidden, width);
        RegisterComponents();
    }

    public Tensor Of(Tensor x)
    {
        var hidden = wide.call(x);
        return narrow.call(smooth ? hidden.gelu() : hidden.relu());
    }
}
