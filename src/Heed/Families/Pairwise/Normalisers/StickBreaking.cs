using Heed.Pairwise.Patterns;

namespace Heed.Pairwise.Normalisers;

/// <summary>A query goes back from key to key and breaks a piece off a stick of length one at each, as long a share of what is left as the
/// key deserves.</summary>
/// <remarks>
/// So of two keys with equal scores the nearer one weighs more, without any encoding of position. What is left in the end goes to no key:
/// <c>remainder</c> in a trace. Causal by itself; the first token has no past and reads nothing, unless its own key is among those it sees.
/// </remarks>
/// <param name="includeSelf">Whether a query begins with its own key, and not with the one before.</param>
public sealed class StickBreaking(bool includeSelf = false) : Recipe, ICataloged<StickBreaking>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "stick-breaking",
        Name = "Stick-breaking attention",
        Cite = new("Tan et al.", "Scaling Stick-Breaking Attention: An Efficient Implementation and In-depth Study", 2024,
            "arXiv:2410.17980"),
        Formula = "aᵢⱼ = σ(sᵢⱼ) Π_{j<l<i} (1 − σ(sᵢₗ)),  j < i",
        Tex = @"a_{ij} = \sigma(s_{ij}) \prod_{j < l < i} (1 - \sigma(s_{il})),\quad j < i",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [includeSelf ? new Causal() : new Past(), new Broken()];

    private sealed class Past : PlacePattern
    {
        public override string? NoKernel => null;

        public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative };

        public override bool HidesLater => true;

        public override bool Sees(long i, long j) => j < i;
    }

    private sealed class Broken : Normaliser
    {
        public override string? NoKernel => "stick-breaking multiplies what all later keys of a row have left: it has no kernel";

        public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative };

        public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
        {
            var left = torch.nn.functional.logsigmoid(-scores);                            // log(1 − σ), 0 where hidden
            var later = torch.nn.functional.pad(left.narrow(-1, 1, left.shape[^1] - 1), [0, 1]).flip(-1).cumsum(-1).flip(-1);
            var weights = (torch.nn.functional.logsigmoid(scores) + later).exp();
            inputs.Trace?.Record("remainder", 1 - weights.sum(-1));
            return weights;
        }
    }
}
