using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Bench.Synthetic;

/// <summary>
/// The decoder of the compression task: from what the last token holds, and the place that is asked for, two small layers rebuild the
/// symbol there (as published in MAD).
/// </summary>
internal sealed class Rebuilder : torch.nn.Module
{
    private readonly ModuleList<LayerNorm> norms = [];
    private readonly ModuleList<Linear> maps = [];
    private readonly Tensor places;

    public Rebuilder(Start start, int width, int length) : base(nameof(Rebuilder))
    {
        for (var i = 0; i < 3; i++) norms.Add(torch.nn.LayerNorm(width));
        for (var i = 0; i < 2; i++) maps.Add(start.Linear(width, width));
        places = SinusoidalPositions.Of(length, width).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>What is known of each place, (B, N, W), from what the last token holds, (B, N, W) of which only that is read.</summary>
    public Tensor Of(Tensor read)
    {
        var x = read.narrow(1, read.shape[1] - 1, 1) + places;
        for (var i = 0; i < 2; i++) x = maps[i].call(norms[i].call(x)).gelu();
        return norms[2].call(x);
    }
}
