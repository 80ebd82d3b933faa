using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>How well a state and a source symbol match.</summary>
internal abstract class AlignmentScore(string name) : torch.nn.Module(name)
{
    /// <summary>The word that names it.</summary>
    public abstract string Word { get; }

    /// <summary>What can be computed of the source alone; null where nothing can.</summary>
    public virtual Tensor? Keys(Tensor memory) => null;

    /// <summary>(B, T, Q) and the prepared source to (B, T, S).</summary>
    public abstract Tensor Of(Tensor queries, AlignedSource source);
}

/// <summary>q · m (Luong et al. 2015): states and memories must be equally wide.</summary>
internal sealed class DotScore : AlignmentScore
{
    /// <exception cref="ArgumentException">The widths differ.</exception>
    public DotScore(long queryWidth, long memoryWidth) : base(nameof(DotScore))
    {
        if (queryWidth != memoryWidth)
            throw new ArgumentException(
                $"'dot' multiplies a state of width {queryWidth} with memories of width {memoryWidth}: " +
                "use 'general', which has a matrix between them");
    }

    public override string Word => "dot";

    public override Tensor Of(Tensor queries, AlignedSource source) => queries.bmm(source.Memory.transpose(1, 2));
}

/// <summary>qᵀ W m (Luong et al. 2015); W m is computed once.</summary>
internal sealed class GeneralScore : AlignmentScore
{
    private readonly Parameter w_a;

    public GeneralScore(Start start, long queryWidth, long memoryWidth) : base(nameof(GeneralScore))
    {
        w_a = start.Random(1 / Math.Sqrt(memoryWidth), queryWidth, memoryWidth);
        RegisterComponents();
    }

    public override string Word => "general";

    public override Tensor Keys(Tensor memory) => memory.matmul(w_a.t()).transpose(1, 2);   // (B, Q, S)

    public override Tensor Of(Tensor queries, AlignedSource source) => queries.bmm(source.Keys!);
}

/// <summary>
/// v · tanh(W_q q + W_k m + b): Bahdanau's score, and Luong's <c>concat</c>, whose one matrix for both joined is these two side by side.
/// </summary>
/// <remarks>
/// tanh x = 2σ(2x) − 1, and σ is several times faster to compute: so v · tanh(x) is computed as 2v · σ(2x), with the twos put on the
/// source's side once. What is left out, the sum of v, is the same for every source symbol, and no softmax sees it;
/// <see cref="NeedsWhole"/> asks for it.
/// </remarks>
internal sealed class AdditiveScore : AlignmentScore
{
    private readonly Parameter w_q;
    private readonly Parameter w_k;
    private readonly Parameter b;
    private readonly Parameter v_a;
    private readonly string word;

    public AdditiveScore(Start start, string word, long queryWidth, long memoryWidth, long hidden) : base(nameof(AdditiveScore))
    {
        this.word = word;
        w_q = start.Gates(1, hidden, queryWidth);
        w_k = start.Gates(1, hidden, memoryWidth);
        b = Initializer.Constant(0, hidden);
        v_a = start.Random(1 / Math.Sqrt(hidden), hidden);
        RegisterComponents();
    }

    public override string Word => word;

    /// <summary>Whether scores are used as they are and not only compared with one another.</summary>
    public bool NeedsWhole { get; init; }

    public override Tensor Keys(Tensor memory) => torch.nn.functional.linear(memory, w_k * 2, b * 2);    // (B, S, A)

    public override Tensor Of(Tensor queries, AlignedSource source)
    {
        var query = queries.matmul(w_q.t()).mul(2).unsqueeze(2);                           // (B, T, 1, A)
        var score = (query + source.Keys!.unsqueeze(1)).sigmoid().matmul(v_a * 2);         // (B, T, S)
        return NeedsWhole ? score - v_a.sum() : score;
    }
}
