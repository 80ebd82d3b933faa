using Heed.Pairwise.Scores;

namespace Heed.Pairwise.Normalisers;

/// <summary>
/// The query says where in the text to look; it reads the keys around that place by softmax, and less of those farther from it.
/// </summary>
/// <remarks>
/// The place is p = M·σ(v_p·tanh(W_p q)) of M keys, counted from 0; keys that the caller hides at the end of a text are none of the M.
/// Weights are not divided by their sum after the bell curve, as published.
/// </remarks>
/// <param name="D">How far a query sees on either side of its place; the bell curve's deviation is half of it.</param>
/// <param name="score">How query and key are compared.</param>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class LuongLocalP(long D = 2, LuongScore score = LuongScore.Dot, long width = 0, double scale = 1)
    : Recipe, ICataloged<LuongLocalP>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-local-p",
        Name = "Local attention, predictive alignment (Luong local-p)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "aᵢⱼ = softmax_{|j−pᵢ|≤D}(qᵢ·kⱼ) · exp(−2(j−pᵢ)²/D²),  pᵢ = M σ(v_p·tanh(W_p qᵢ))",
        Tex = @"a_{ij} = \mathrm{softmax}_{|j-p_i| \le D}(q_i \cdot k_j) \exp\left(-\frac{2 (j-p_i)^2}{D^2}\right),\quad "
            + @"p_i = M \sigma(v_p^\top \tanh(W_p q_i))",
        Cost = new("nDd", "nd", "–"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [score.Part(width, scale), new Predicted(D, width)];

    private sealed class Predicted(long reach, long width) : Normaliser
    {
        private readonly long reach = reach >= 1 ? reach
            : throw new ArgumentOutOfRangeException("D", reach, "A place between two keys needs a window that reaches at least one key.");

        public override PairwiseFacts Facts { get; } =
            new() { Place = Place.Absolute, NeedsPlaces = true, IgnoresShift = true, KnowsLength = true, Learns = true };

        public override string? NoKernel => "luong-local-p looks where each query says, which no part of the kernel does: it has no kernel";

        public override IReadOnlyList<Role> Signals { get; } =
        [
            new("w_p", $"{HiddenUnits.Of(width)} Dq", RoleKind.Parameter, "from the query to the hidden layer"),
            new("v_p", "A", RoleKind.Parameter, "from the hidden layer to the place"),
        ];

        public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
        {
            // (B, H, N)
            var place = Length(inputs, scores) * inputs.Q.matmul(inputs.Signals["w_p"].t()).tanh().matmul(inputs.Signals["v_p"]).sigmoid();
            var away = Places.Of(inputs.Places.Keys).to(scores.dtype) - place.unsqueeze(-1); // (B, H, N, M)
            var near = away.detach().abs().le(reach);
            var weights = Hidden.Softmax(scores.Filled(near.logical_not(), double.NegativeInfinity), Hidden.Join(visible, near));
            // 2σ² = D²/2
            return weights * (away.square() * (-2.0 / (reach * reach))).exp();
        }

        /// <summary>How many keys each text has up to the last one that exists, broadcast to (B, H, N).</summary>
        private static Tensor Length(Inputs inputs, Tensor scores)
        {
            var places = torch.arange(1, inputs.Keys + 1, dtype: scores.dtype);
            return (inputs.Mask.KeyMask is { } exist ? places * exist.to(scores.dtype) : places.unsqueeze(0)).amax([-1]).view(-1, 1, 1);
        }
    }
}
