namespace Heed.Aligned;

/// <summary>A query sees how much each key was already read by all queries before it, so that nothing is read twice or left out.</summary>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
public sealed class Coverage(long width = 0) : AdditiveAlignment(width), ICataloged<Coverage>
{
    private const string SoFar = "coverage";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "coverage",
        Name = "Attention with coverage",
        Cite = new("See, Liu and Manning", "Get To The Point: Summarization with Pointer-Generator Networks", 2017, "arXiv:1704.04368"),
        Formula = "αᵢ = softmaxⱼ(vₐ·tanh(W_q qᵢ + W_k kⱼ + w_c Σ_{l<i} αₗⱼ)),  oᵢ = Σⱼ αᵢⱼvⱼ",
        Tex = @"\alpha_i = \mathrm{softmax}_j\left(v_a^\top \tanh\Bigl(W_q q_i + W_k k_j + w_c \sum_{l<i} \alpha_{lj}\Bigr)\right),\quad "
            + @"o_i = \sum_j \alpha_{ij} v_j",
        Cost = new("nmd", "md", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    protected override IReadOnlyList<Role> More { get; } = [new("w_c", "A", RoleKind.Parameter,
        "from how much a key was read to the hidden layer")];

    /// <inheritdoc />
    protected override IReadOnlyList<Slot> Left { get; } = [new(SoFar, "B H M") { Grows = false }];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs)
    {
        var before = base.Before(inputs);
        before[SoFar] = torch.zeros([inputs.Batch, inputs.Heads, inputs.Keys], inputs.Q.dtype);
        return before;
    }

    /// <inheritdoc />
    protected override Tensor Feel(Inputs inputs, SignalSet before) => before[SoFar].unsqueeze(-1) * inputs["w_c"];

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var weights = Match(inputs, visible, before);
        before[SoFar] = before[SoFar] + weights.squeeze(2);
        return weights;
    }
}
