namespace Heed.Alone;

/// <summary>A token says by itself, through a small network, how much it reads of each place, whatever stands there.</summary>
/// <remarks>All heads share the network.</remarks>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
/// <param name="tokens">How long a text may be in a layer that makes its own network.</param>
/// <param name="width">Hidden units in such a layer; 0 means as many as a query is wide.</param>
public sealed class SynthesizerDense(bool causal = true, long tokens = 256, long width = 0)
    : Synthesizer(causal), ICataloged<SynthesizerDense>
{
    private readonly long tokens = tokens >= 1 ? tokens
        : throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "synthesizer-dense",
        Name = "Dense Synthesizer",
        Cite = Paper,
        Formula = "oᵢ = Σⱼ softmaxⱼ((W₂ relu(W₁xᵢ + b₁) + b₂)ⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left((W_2\, \mathrm{relu}(W_1 x_i + b_1) + b_2)_j\right) v_j",
        Cost = new("n²d", "n² + nd", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("x", "B H N Dk", RoleKind.Query, "what says where to read"),
        new("v", "B H M Dv", RoleKind.Value, "what is read"),
        new("w1", $"A={width} Dk", RoleKind.Parameter, "from the token to the hidden layer"),
        new("b1", "A", RoleKind.Parameter, "is added in the hidden layer") { Start = RoleStart.Zero },
        new("w2", $"L={tokens} A", RoleKind.Parameter, "from the hidden layer to the scores of places"),
        new("b2", "L", RoleKind.Parameter, "is added to the score of a place") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    protected override Tensor Scores(Inputs inputs)
    {
        var hidden = (inputs["x"].matmul(inputs["w1"].t()) + inputs["b1"]).relu();         // (B, H, N, A)
        var keys = inputs.Places.Keys;
        return hidden.matmul(inputs.AtPlaces("w2", 0, keys).t()) + inputs.AtPlaces("b2", 0, keys);             // (B, H, N, M)
    }
}
