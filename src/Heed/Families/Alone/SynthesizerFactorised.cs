namespace Heed.Alone;

/// <summary>
/// How much a token reads of another is learned for each pair of places as the product of two thin matrices, and what tokens hold plays no
/// part.
/// </summary>
/// <remarks>The factorised form of the random Synthesizer: it learns 2nr numbers for each head instead of n².</remarks>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
/// <param name="tokens">How long a text may be in a layer that makes its own scores.</param>
/// <param name="rank">How thin the matrices are in such a layer.</param>
public sealed class SynthesizerFactorised(bool causal = true, long tokens = 256, long rank = 8)
    : SynthesizerOfPlaces(causal), ICataloged<SynthesizerFactorised>
{
    private readonly long tokens = tokens >= 1 ? tokens
        : throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A text has at least one token.");
    private readonly long rank = rank >= 1 ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, "The matrices have at least one column.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "synthesizer-factorised",
        Name = "Factorised random Synthesizer",
        Cite = Paper,
        Formula = "oᵢ = Σⱼ softmaxⱼ(aᵢ·bⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(a_i \cdot b_j)\, v_j",
        Cost = new("n²d", "n² + nd", "nd"),
        Witness = new("synthesizer-factorised(tokens=4, rank=4)",
            -0.3033, 0.028769, 0.279355, -0.261275, -0.285622, 0.198048,
            0.120789, -0.298579, -0.249321, 0.0933292, 0.171644, -0.236187),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("v", "B H M Dv", RoleKind.Value, "what is read"),
        new("a", $"H L={tokens} P={rank}", RoleKind.Parameter, "what each place asks"),
        new("b", "H L P", RoleKind.Parameter, "what each place answers"),
    ];

    /// <inheritdoc />
    protected override Tensor Scores(Inputs inputs) => inputs.AtPlaces("a", 1, inputs.Places.Queries)
        .matmul(inputs.AtPlaces("b", 1, inputs.Places.Keys).transpose(-2, -1));                // (H, N, M)
}
