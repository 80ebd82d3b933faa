using TorchSharp.Modules;

namespace Heed;

/// <summary>Draws the weights of an untrained layer, the same for the same seed.</summary>
internal sealed class LayerStart(int seed)
{
    private const double KeepMostly = 3;                                                   // σ(3) = 0.95: a memory that fades slowly
    private readonly torch.Generator random = new((ulong)seed);

    /// <summary>Queries and values at random; keys as the queries of their group.</summary>
    public void Projections(Linear map, long heads, long groups, long headWidth)
    {
        var width = map.weight.shape[1];
        var shared = Draw(width, groups, headWidth, width);                                // one projection for each group
        var q = shared.repeat_interleave(heads / groups, dim: 0);
        var v = Draw(width, groups, headWidth, width);
        Set(map, torch.cat([q.flatten(0, 1), shared.flatten(0, 1), v.flatten(0, 1)], 0), 0);
    }

    public void Normal(Linear map) => Set(map, Draw(map.weight.shape[1], map.weight.shape), 0);

    public void Signal(Linear map, Signal signal) =>
        Set(map, Draw(map.weight.shape[1], map.weight.shape), signal.Range == SignalRange.Negative ? KeepMostly : 0);

    public Tensor Parameter(Signal signal, long[] shape) => signal.Start switch
    {
        SignalStart.Zero => torch.zeros(shape),
        SignalStart.Identity => torch.eye(shape[0]),
        SignalStart.Orthogonal => Orthogonal(shape[0], shape[1]),
        _ => Draw(shape[^1], shape),
    };

    private Tensor Draw(long fanIn, params long[] shape) => torch.randn(shape, generator: random) / Math.Sqrt(fanIn);

    /// <summary>Blocks of orthogonal rows, each as long as a Gaussian vector would be.</summary>
    private Tensor Orthogonal(long rows, long width)
    {
        var blocks = Enumerable.Range(0, (int)((rows + width - 1) / width)).Select(_ => torch.linalg.qr(torch.randn([width, width], generator: random)).Q.t());
        var directions = torch.cat([.. blocks], 0).narrow(0, 0, rows);
        return directions * torch.randn([rows, width], generator: random).square().sum(-1, true).sqrt();
    }

    private static void Set(Linear map, Tensor weight, double bias)
    {
        using var frozen = torch.no_grad();
        map.weight.copy_(weight);
        map.bias!.fill_(bias);
    }
}
