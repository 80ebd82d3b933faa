namespace Heed.Alone;

/// <summary>Tokens do not read one another but a small learned memory, the same for all texts, and compete for each of its
/// slots.</summary>
/// <remarks>The softmax of a slot runs over the tokens; what a token has of all slots is then divided by its sum.</remarks>
/// <param name="slots">Slots of the memory in a layer that makes its own.</param>
public sealed class ExternalAttention(long slots = 8) : AloneMechanism, ICataloged<ExternalAttention>
{
    private readonly long slots = slots >= 1 ? slots
        : throw new ArgumentOutOfRangeException(nameof(slots), slots, "There must be at least one slot.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "external-attention",
        Name = "External attention",
        Cite = new("Guo et al.",
            "Beyond Self-attention: External Attention using Two Linear Layers for Visual Tasks", 2021, "arXiv:2105.02358"),
        Formula = "oᵢ = Σₛ aᵢₛ m_vₛ / Σₛ aᵢₛ,  aᵢₛ = softmaxᵢ(xᵢ·m_kₛ)",
        Tex = @"o_i = \frac{\sum_s a_{is}\, m^v_s}{\sum_s a_{is}},\quad a_{is} = \mathrm{softmax}_i(x_i \cdot m^k_s)",
        Cost = new("nsd", "ns + nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsLinearInValues = false, MayBeNegative = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("x", "B M C", RoleKind.Query, "the tokens that read"),
        new("m_k", $"S={slots} C", RoleKind.Parameter, "what each slot is compared by"),
        new("m_v", "S C", RoleKind.Parameter, "what is read of it"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "N" ? sizes.Find("M") : null;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException(
                $"The tokens of '{Name}' do not read one another but a memory, so a mask can hide whole keys only, not pairs.");
        var hidden = inputs.Mask.KeyMask?.logical_not().unsqueeze(-1);                     // (B, M, 1)
        var x = hidden is null ? inputs["x"] : inputs["x"].Filled(hidden, 0);
        var scores = x.matmul(inputs["m_k"].t());                                          // (B, M, S)
        if (hidden is not null) scores = scores.Filled(hidden, double.NegativeInfinity);
        var shares = scores - scores.logsumexp(1, true);                                   // logarithms, as the shares may vanish
        if (hidden is not null) shares = shares.Filled(hidden, 0);
        var read = shares.softmax(-1).matmul(inputs["m_v"]);
        return hidden is null ? read : read.Filled(hidden, 0);
    }
}
