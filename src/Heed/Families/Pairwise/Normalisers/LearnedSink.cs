using Heed.Lowering;

namespace Heed.Pairwise.Normalisers;

/// <summary>Each head learns a score for reading nothing at all, which takes its share of the softmax.</summary>
/// <remarks>Without it, models misuse their first token for the same purpose.</remarks>
public sealed class LearnedSink : Normaliser, ICataloged<LearnedSink>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "learned-sink",
        Name = "Softmax with a learned sink (gpt-oss)",
        Cite = new("OpenAI", "gpt-oss-120b & gpt-oss-20b Model Card", 2025, "arXiv:2508.10925"),
        Formula = "aᵢⱼ = exp(sᵢⱼ) / (exp(bₕ) + Σₗ exp(sᵢₗ))",
        Tex = @"a_{ij} = \frac{e^{s_{ij}}}{e^{b_h} + \sum_l e^{s_{il}}}",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("learned-sink",
            0.415401, -0.114099, -0.320438, 0.380797, 0.356, -0.288224,
            -0.116113, 0.384864, 0.194618, -0.332018, 0.0817185, 0.264004),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Learns = true };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add("sink", inputs.Signals["sink"], logits => new Kernels.Sink(logits), (logits, learns) => new Kernels.Sink(logits, learns));

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("sink", "H", RoleKind.Parameter, "the score of reading nothing, one for each head") { Start = RoleStart.Zero }];

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) =>
        Hidden.WithSink(scores, inputs.Signals["sink"].view(-1, 1, 1));
}
