using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>
/// How well a state and a source symbol match, for a mechanism that asks whether to stop there: g · v/|v| · tanh(W_q q + W_k m + b) + r
/// with r = −4 at first (Raffel et al. 2017, arXiv:1704.00784).
/// </summary>
internal sealed class StoppingEnergy
{
    private const double RarelyAtFirst = -4;
    private readonly Parameter w_q;
    private readonly Parameter w_k;
    private readonly Parameter b;
    private readonly Parameter v_a;
    private readonly Parameter g;
    private readonly Parameter r;

    public StoppingEnergy(Start start, long width)
    {
        w_q = start.Gates(1, width, width);
        w_k = start.Gates(1, width, width);
        b = Initializer.Constant(0, width);
        v_a = start.Random(1 / Math.Sqrt(width), width);
        g = Initializer.Constant(1 / Math.Sqrt(width), 1);
        r = Initializer.Constant(RarelyAtFirst, 1);
    }

    /// <summary>What is learned, by name.</summary>
    public IEnumerable<(string Name, Parameter Value)> Learned =>
        [(nameof(w_q), w_q), (nameof(w_k), w_k), (nameof(b), b), (nameof(v_a), v_a), (nameof(g), g), (nameof(r), r)];

    /// <summary>What can be computed of the source alone, (B, S, A).</summary>
    public Tensor Keys(Tensor memory) => torch.nn.functional.linear(memory, w_k, b);

    /// <summary>(B, T, Q) and what <see cref="Keys"/> gave to (B, T, S).</summary>
    public Tensor Of(Tensor queries, Tensor keys)
    {
        var hidden = (queries.matmul(w_q.t()).unsqueeze(2) + keys.unsqueeze(1)).tanh();    // (B, T, S, A)
        return hidden.matmul(v_a / v_a.norm() * g) + r;
    }
}
