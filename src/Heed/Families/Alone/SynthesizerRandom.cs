namespace Heed.Alone;

/// <summary>How much a token reads of another is learned for each pair of places, and what tokens hold plays no part.</summary>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
/// <param name="tokens">How long a text may be in a layer that makes its own scores.</param>
public sealed class SynthesizerRandom(bool causal = true, long tokens = 256) : SynthesizerOfPlaces(causal), ICataloged<SynthesizerRandom>
{
    private readonly long tokens = tokens >= 1 ? tokens
        : throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "synthesizer-random",
        Name = "Random Synthesizer",
        Cite = Paper,
        Formula = "oᵢ = Σⱼ softmaxⱼ(rᵢⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(r_{ij})\, v_j",
        Cost = new("n²d", "n² + nd", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("v", "B H M Dv", RoleKind.Value, "what is read"),
        new("r", $"H L={tokens} L", RoleKind.Parameter, "how much each place reads of each"),
    ];

    /// <inheritdoc />
    protected override Tensor Scores(Inputs inputs) =>
        inputs.AtPlaces("r", 1, inputs.Places.Queries).AtPlaces("r", 2, inputs.Places.Keys);    // (H, N, M)
}
