using TorchSharp.Modules;

namespace Heed;

/// <summary>
/// Draws the weights of a layer that is to be looked at untrained: queries and keys are two projections, and yet a score is the similarity
/// of two inputs.
/// </summary>
/// <remarks>
/// The keys of a group are a random projection k = P x. The queries of each of its heads are q = M P x, where M is a random symmetric
/// matrix of the head's own with eigenvalues between ½ and 1½: then q·k = (P x)ᵀ M (P y), which is largest for inputs that are alike.
/// With independent weights it would be a random number that says nothing about either.
/// </remarks>
/// <param name="seed">The same weights for the same seed.</param>
public sealed class SimilarityInitializer(int seed) : Initializer
{
    private readonly torch.Generator random = new((ulong)seed);

    /// <inheritdoc />
    public override Linear Linear(long from, long to) => Map(Draw(from, to, from));

    /// <inheritdoc />
    public override Linear Projection(Mechanism mechanism, Sizes sizes, long from, long to)
    {
        if (!mechanism.ReadsQueryKeyValue) return Linear(from, to);
        return Map(Weights(sizes, from));
    }

    /// <inheritdoc />
    public override Parameter Random(double deviation, params long[] shape) => Kept(torch.randn(shape, generator: random) * deviation);

    /// <inheritdoc />
    public override Parameter Features(long rows, long width)
    {
        using var scope = torch.NewDisposeScope();
        var blocks = Enumerable.Range(0, (int)((rows + width - 1) / width)).Select(_ => Turn(width).t());
        var directions = torch.cat([.. blocks], 0).narrow(0, 0, rows);
        return Kept(directions * torch.randn([rows, width], generator: random).square().sum(-1, true).sqrt(), learned: false);
    }

    private Tensor Weights(Sizes sizes, long from)
    {
        using var scope = torch.NewDisposeScope();
        var (heads, groups, width) = (sizes["H"], sizes["G"], sizes["Dk"]);
        var keys = Draw(from, groups, width, from);                                        // (G, d, W)
        var alike = torch.stack([.. Enumerable.Range(0, (int)heads).Select(_ => Alike(width))]);
        var queries = alike.matmul(keys.repeat_interleave(heads / groups, dim: 0));        // (H, d, W)
        var values = Draw(from, groups, sizes["Dv"], from);
        return torch.cat([queries.flatten(0, 1), keys.flatten(0, 1), values.flatten(0, 1)], 0).MoveToOuterDisposeScope();
    }

    /// <summary>A symmetric matrix with eigenvalues between ½ and 1½.</summary>
    private Tensor Alike(long width)
    {
        var axes = Turn(width);
        return (axes * (0.5 + torch.rand([width], generator: random))).matmul(axes.t());
    }

    private Tensor Turn(long width) => torch.linalg.qr(torch.randn([width, width], generator: random)).Q;

    private Tensor Draw(long fanIn, params long[] shape) => torch.randn(shape, generator: random) / Math.Sqrt(fanIn);

    private static Linear Map(Tensor weight)
    {
        var map = torch.nn.Linear(weight.shape[1], weight.shape[0]);
        using var frozen = torch.no_grad();
        map.weight.copy_(weight);
        map.bias!.zero_();
        return map;
    }
}
