using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>
/// Goes on from where the step before looked and stops at the first source symbol that suits; learned by the expectation over all the
/// places where it might stop (Raffel et al. 2017, arXiv:1704.00784).
/// </summary>
/// <remarks>
/// α[t, j] = p[t, j] · Σ α[t−1, k] · Π (1 − p[t, l]) over k up to j, and l from k to before j.
/// The energy is g · v/|v| · tanh(W_q q + W_k m + b) + r with r = −4 at first, and noise
/// pushes p to 0 or 1 while training. A row sums to less than one where it may not stop at all. The expectation is used when writing, too.
/// </remarks>
internal sealed class MonotonicAlignment : Alignment
{
    private readonly Parameter w_q;
    private readonly Parameter w_k;
    private readonly Parameter b;
    private readonly Parameter v_a;
    private readonly Parameter g;
    private readonly Parameter r;
    private readonly Noise noise;

    public MonotonicAlignment(Start start, Noise noise, long queryWidth, long memoryWidth, long hidden) : base(nameof(MonotonicAlignment))
    {
        this.noise = noise;
        w_q = start.Gates(1, hidden, queryWidth);
        w_k = start.Gates(1, hidden, memoryWidth);
        b = Initializer.Constant(0, hidden);
        v_a = start.Random(1 / Math.Sqrt(hidden), hidden);
        g = Initializer.Constant(1 / Math.Sqrt(hidden), 1);
        r = Initializer.Constant(-4, 1);
        RegisterComponents();
    }

    public override string Words => "monotonic";

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths)
    {
        var first = torch.zeros(memory.shape[0], memory.shape[1]);
        first.narrow(1, 0, 1).fill_(1);
        return base.Prepare(memory, hidden, lengths) with { Keys = torch.nn.functional.linear(memory, w_k, b), Previous = first };
    }

    protected override Tensor Weigh(Tensor queries, AlignedSource source, int first)
    {
        var hidden = (queries.matmul(w_q.t()).unsqueeze(2) + source.Keys!.unsqueeze(1)).tanh();         // (B, T, S, A)
        var energy = hidden.matmul(v_a / v_a.norm() * g) + r;                                           // (B, T, S)
        if (training) energy = energy + noise.Normal(energy.shape);
        if (source.Bias is { } bias) energy = energy.Filled(bias.isneginf(), -1e4);   // never stop at padding
        var rows = new List<Tensor>();
        foreach (var at in energy.unbind(1)) rows.Add(source.Previous = Stop(at, source.Previous!));
        return torch.stack(rows, 1);
    }

    /// <summary>One step: where it stops, (B, S), given where it stopped before.</summary>
    internal static Tensor Stop(Tensor energy, Tensor previous)
    {
        var passed = torch.nn.functional.logsigmoid(-energy).cumsum(1);                    // Σₗ≤ⱼ log(1 − p[l])
        var until = torch.nn.functional.pad(passed.narrow(1, 0, passed.shape[1] - 1), [1, 0]);          // Σₗ<ⱼ
        var between = until.unsqueeze(1) - until.unsqueeze(2);                             // (B, k, j): Σₖ≤ₗ<ⱼ
        var reach = between.Filled(torch.ones([between.shape[1], between.shape[1]], torch.@bool).tril(-1), double.NegativeInfinity).exp();
        return energy.sigmoid() * previous.unsqueeze(1).bmm(reach).squeeze(1);
    }
}
