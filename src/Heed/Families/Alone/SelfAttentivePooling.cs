namespace Heed.Alone;

/// <summary>A small network says of each token how much it counts, for several readings, and each reading is a mean weighed by
/// that.</summary>
/// <remarks>The published penalty that keeps readings apart belongs to training and is left out.</remarks>
/// <param name="readings">Readings in a layer that makes its own network.</param>
/// <param name="width">Hidden units in such a layer; 0 means as many as a head is wide.</param>
public sealed class SelfAttentivePooling(long readings = 4, long width = 0) : AloneMechanism, ICataloged<SelfAttentivePooling>
{
    private readonly long readings = readings >= 1 ? readings
        : throw new ArgumentOutOfRangeException(nameof(readings), readings, "There must be at least one reading.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "self-attentive-pooling",
        Name = "Self-attentive pooling",
        Cite = new("Lin et al.", "A Structured Self-attentive Sentence Embedding", 2017, "arXiv:1703.03130"),
        Formula = "oᵣ = Σⱼ softmaxⱼ((W₂ tanh(W₁hⱼ))ᵣ) hⱼ",
        Tex = @"o_r = \sum_j \mathrm{softmax}_j\left((W_2 \tanh(W_1 h_j))_r\right) h_j",
        Cost = new("nrd", "nr + nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { SumsToOne = true, IsLinearInValues = false, MayBeNegative = true, BlindIsZero = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("h", "B M C", RoleKind.Value, "the tokens that are read"),
        new("w1", $"A={width} C", RoleKind.Parameter, "from the token to the hidden layer"),
        new("w2", $"R={readings} A", RoleKind.Parameter, "from the hidden layer to how much it counts"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B R C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var (h, visible) = SetReading.Shown(inputs, "h");
        var scores = h.matmul(inputs["w1"].t()).tanh().matmul(inputs["w2"].t()).transpose(1, 2);             // (B, R, M)
        var weights = Reading.Weights(scores, visible?.squeeze(1));
        inputs.Trace?.Record("weights", weights);
        return weights.matmul(h);
    }
}
