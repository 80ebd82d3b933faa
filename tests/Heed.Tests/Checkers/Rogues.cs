using Heed.Laws;

namespace Heed.Tests.Checkers;

/// <summary>Mechanisms that break one law each, most of them by so little that nobody would see it in a picture.</summary>
internal static partial class Rogues
{
    /// <summary>How large a defect is: far above rounding, far below what matters.</summary>
    private const double Slight = 30 * Law.Tolerance;

    /// <summary>How much of a result passes its gradient by.</summary>
    private const double Detached = 100 * Gradients.DifferenceTolerance;

    public static IReadOnlyList<Rogue> All { get; } =
        [.. OfOrder(), .. OfWeights(), .. OfSteps(), .. OfCalls(), .. OfMasks(), .. OfGradients()];

    private static IEnumerable<Rogue> OfOrder() =>
    [
        new("causal", "the last key moves all outputs")
        {
            OfOutput = (x, _, o) => o + (Slight * Last(x.K)),
            Also = "rows-sum-to-one non-negative linear-in-values key-shift-invariant streaming blind-is-zero",
        },
        new("causal", "the last value moves all outputs")
        {
            OfOutput = (x, _, o) => o + (Slight * Last(x.V)),
            Also = "rows-sum-to-one streaming blind-is-zero",
        },
        new("causal", "the last query moves all outputs")
        {
            OfOutput = (x, _, o) => o + (Slight * Last(x.Q)),
            Also = "rows-sum-to-one non-negative linear-in-values streaming blind-is-zero",
        },
        new("causal", "what the last token says besides moves all outputs")
        {
            OfOutput = (x, _, o) => o + (Slight * Last(x["loudness"].unsqueeze(-1))),
            Also = "rows-sum-to-one non-negative linear-in-values streaming blind-is-zero",
        },
        new("causal", "a token sees one key too many")
        {
            OfWeights = w => w + (Slight * Next(w)),
            Also = "rows-sum-to-one streaming blind-is-zero hidden-stays-hidden",
        },
        new("permutation-equivariant", "a later token gets more", isCausal: false)
        {
            OfOutput = (x, _, o) => o + (Slight * torch.arange(x.Queries, o.dtype).unsqueeze(-1) / x.Queries),
            Also = "rows-sum-to-one linear-in-values blind-is-zero",
        },
    ];

    private static IEnumerable<Rogue> OfWeights() =>
    [
        new("rows-sum-to-one", "weights are too large") { OfWeights = w => w * (1 + Slight) },
        new("rows-sum-to-one", "weights are divided by a little more than their sum") { OfWeights = w => w / (w.sum(-1, true) + Slight) },
        new("non-negative", "one weight is less than nothing")
        {
            OfWeights = w => w - (Slight * Next(w)),
            Also = "causal rows-sum-to-one streaming blind-is-zero hidden-stays-hidden",
        },
        new("linear-in-values", "a square of the values is added")
        {
            OfOutput = (x, _, o) => o + (Slight * x.V.square()),
            Also = "rows-sum-to-one streaming blind-is-zero hidden-stays-hidden",
        },
        new("linear-in-values", "a constant is added")
        {
            OfOutput = (_, _, o) => o + Slight,
            Also = "rows-sum-to-one blind-is-zero",
        },
        new("key-shift-invariant", "the mean of a key is added")
        {
            OfOutput = (x, _, o) => o + (Slight * x.K.mean([-1], true)),
            Also = "rows-sum-to-one non-negative linear-in-values streaming blind-is-zero hidden-stays-hidden",
        },
    ];

    private static IEnumerable<Rogue> OfSteps() =>
    [
        new("streaming", "a step drifts") { OfStep = (x, before, o) => o * (1 + (Slight * before / Draw.Tokens)) },
        new("streaming", "a step ignores what was kept of an earlier text")
        {
            OfStep = (x, _, o) => x.Signals.Find("initial_state") is { } s ? o - (Sound.Earlier * x.Q.matmul(s)) : o,
        },
        new("streaming", "tokens that come together get more") { OfStep = (x, _, o) => x.Queries > 1 ? o + Slight : o },
        new("streaming", "tokens that come together after others get more")
        {
            OfStep = (x, before, o) => before > 0 && x.Queries > 1 ? o + Slight : o,
        },
        new("streaming", "the first token gets more") { OfStep = (x, before, o) => before == 0 && x.Queries == 1 ? o + Slight : o },
    ];

    private static IEnumerable<Rogue> OfCalls()
    {
        var calls = 0;
        return
        [
            new("deterministic", "every other call gives more")
            {
                OfOutput = (_, _, o) => o + (Slight * (calls++ % 2)),
                IsSlight = false,
                Also = "causal rows-sum-to-one linear-in-values key-shift-invariant streaming blind-is-zero hidden-stays-hidden "
                    + "batch-invariant",
            },
            new("batch-invariant", "the mean over all texts is added")
            {
                OfOutput = (x, _, o) => o + (Slight * x.V.mean([0], true)),
                Also = "rows-sum-to-one streaming blind-is-zero hidden-stays-hidden",
            },
            new("batch-invariant", "a text is added to the one after it")
            {
                OfOutput = (x, _, o) => o + (Slight * torch.cat([torch.zeros_like(x.V[..1]), x.V[..^1]])),
                Also = "rows-sum-to-one streaming blind-is-zero hidden-stays-hidden",
            },
        ];
    }

    /// <summary>The mean of what the last token gives.</summary>
    private static Tensor Last(Tensor perToken) => perToken.narrow(2, perToken.shape[2] - 1, 1).mean([-1], true);

    /// <summary>One where a key comes just after the query.</summary>
    private static Tensor Next(Tensor weights) => torch.ones_like(weights).triu(1).tril(1);
}
