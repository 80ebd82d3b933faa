using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>
/// v · tanh(W_q q + W_k m + b): Bahdanau's score, and Luong's <c>concat</c>, whose one matrix for both joined is these two side by side.
/// For the catalog's words the bias b is the part of the matrix for a number of each memory that is always 1.
/// </summary>
/// <remarks>
/// tanh x = 2σ(2x) − 1, and σ is several times faster to compute: so v · tanh(x) is computed as 2v · σ(2x), with the twos put on the
/// source's side once. What is left out, the sum of v, is the same for every source symbol, and no softmax sees it.
/// </remarks>
internal sealed class AdditiveScore : PreparedScore
{
    private readonly Parameter w_q;
    private readonly Parameter w_k;
    private readonly Parameter b;
    private readonly Parameter v_a;

    public AdditiveScore(Start start, long width, long hidden) : base(nameof(AdditiveScore))
    {
        w_q = start.Gates(1, hidden, width);
        w_k = start.Gates(1, hidden, width);
        b = Initializer.Constant(0, hidden);
        v_a = start.Random(1 / Math.Sqrt(hidden), hidden);
        RegisterComponents();
    }

    public override SignalSet Given(Mechanism mechanism)
    {
        var ofKeys = torch.cat([w_k, b.unsqueeze(1)], 1);
        return mechanism.Roles.Any(r => r.Name == "w_a") ? new() { ["w_a"] = torch.cat([w_q, ofKeys], 1), [nameof(v_a)] = v_a }
            : new() { [nameof(w_q)] = w_q, [nameof(w_k)] = ofKeys, [nameof(v_a)] = v_a };
    }

    public override Tensor Read(Tensor memory) => torch.nn.functional.pad(memory, [0, 1], value: 1);

    public override Tensor Keys(Tensor memory) => torch.nn.functional.linear(memory, w_k * 2, b * 2);    // (B, S, A)

    public override Tensor Of(Tensor queries, Tensor keys)
    {
        var query = queries.matmul(w_q.t()).mul(2).unsqueeze(2);                           // (B, T, 1, A)
        return (query + keys.unsqueeze(1)).sigmoid().matmul(v_a * 2);                      // (B, T, S)
    }
}
