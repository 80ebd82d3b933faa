using Heed.Laws;

namespace Heed.Tests.Checkers;

/// <summary>Mechanisms that break one law each, most of them by so little that nobody would see it in a picture.</summary>
internal static class Rogues
{
    /// <summary>How large a defect is: far above rounding, far below what matters.</summary>
    private const double Slight = 30 * Law.Tolerance;

    /// <summary>How much of a result passes its gradient by.</summary>
    private const double Detached = 100 * Gradients.DifferenceTolerance;

    public static IReadOnlyList<Rogue> All { get; } = [.. OfOrder(), .. OfWeights(), .. OfSteps(), .. OfMasks(), .. OfCalls()];

    private static IEnumerable<Rogue> OfOrder() =>
    [
        new("causal", "the last key moves all outputs") { OfOutput = (x, _, o) => o + (Slight * Last(x.K)) },
        new("causal", "the last value moves all outputs") { OfOutput = (x, _, o) => o + (Slight * Last(x.V)) },
        new("causal", "the last query moves all outputs") { OfOutput = (x, _, o) => o + (Slight * Last(x.Q)) },
        new("causal", "what the last token says besides moves all outputs")
        {
            OfOutput = (x, _, o) => o + (Slight * Last(x["loudness"].unsqueeze(-1))),
        },
        new("causal", "a token sees one key too many") { OfWeights = w => w + (Slight * Next(w)) },
        new("permutation-equivariant", "a later token gets more", isCausal: false)
        {
            OfOutput = (x, _, o) => o + (Slight * torch.arange(x.Queries, o.dtype).unsqueeze(-1) / x.Queries),
        },
    ];

    private static IEnumerable<Rogue> OfWeights() =>
    [
        new("rows-sum-to-one", "weights are too large") { OfWeights = w => w * (1 + Slight) },
        new("rows-sum-to-one", "weights are divided by a little more than their sum") { OfWeights = w => w / (w.sum(-1, true) + Slight) },
        new("non-negative", "one weight is less than nothing") { OfWeights = w => w - (Slight * Next(w)) },
        new("linear-in-values", "a square of the values is added") { OfOutput = (x, _, o) => o + (Slight * x.V.square()) },
        new("linear-in-values", "a constant is added") { OfOutput = (_, _, o) => o + Slight },
        new("key-shift-invariant", "the mean of a key is added") { OfOutput = (x, _, o) => o + (Slight * x.K.mean([-1], true)) },
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

    private static IEnumerable<Rogue> OfMasks() =>
    [
        new("blind-is-zero", "a token whose text is hidden gets something")
        {
            OfOutput = (x, _, o) => x.Mask.KeyMask is { } keys ? Blind(o, keys.any(-1).view(-1, 1, 1, 1), Slight) : o,
            IsSlight = false,
        },
        new("blind-is-zero", "a token from which all is hidden gets something")
        {
            OfOutput = (x, _, o) => x.Mask.PairMask is { } pairs ? Blind(o, pairs.any(-1, true), Slight) : o,
            IsSlight = false,
        },
        new("blind-is-zero", "a token from which all is hidden is not a number")
        {
            OfOutput = (x, visible, o) => visible is null ? o : Blind(o, visible.any(-1, true), double.NaN),
            IsSlight = false,
        },
        Felt("a hidden key", (x, _, o) => o + (0 * x.K.sum([-2, -1], true))),
        Felt("a hidden value", (x, _, o) => o + (0 * x.V.sum([-2], true))),
        Felt("what a hidden token says besides", (x, _, o) => o + (0 * x["loudness"].sum([-1], true).unsqueeze(-1))),
        new("hidden-stays-hidden", "a key that one head hides is felt there")
        {
            OfKeys = (x, visible) => Hidden.Erase(x.K, x, visible?.any(1, true)),
            IsSlight = false,
        },
        new("hidden-stays-hidden", "a value that one head hides is felt there")
        {
            OfValues = (x, w, visible) => Hidden.Read(w, x.V, visible?.any(1, true).expand(w.shape)),
            IsSlight = false,
        },
        new("hidden-stays-hidden", "a hidden key is felt in the gradient") { OfKeys = (x, _) => x.K, IsSlight = false },
    ];

    private static IEnumerable<Rogue> OfCalls()
    {
        var calls = 0;
        return
        [
            new("gradients", "a little of the output passes its gradient by")
            {
                OfOutput = (_, _, o) => (o * (1 - Detached)) + (o.detach() * Detached),
            },
            new("gradients", "a little of the keys passes their gradient by")
            {
                OfKeys = (x, visible) => Hidden.Erase((x.K * (1 - Detached)) + (x.K.detach() * Detached), x, visible),
            },
            new("deterministic", "every other call gives more")
            {
                OfOutput = (_, _, o) => o + (Slight * (calls++ % 2)),
                IsSlight = false,
            },
            new("batch-invariant", "the mean over all texts is added") { OfOutput = (x, _, o) => o + (Slight * x.V.mean([0], true)) },
            new("batch-invariant", "a text is added to the one after it")
            {
                OfOutput = (x, _, o) => o + (Slight * torch.cat([torch.zeros_like(x.V[..1]), x.V[..^1]])),
            },
        ];
    }

    private static Rogue Felt(string what, Func<Inputs, Tensor?, Tensor, Tensor> output) =>
        new("hidden-stays-hidden", what + " is felt") { OfOutput = output, IsSlight = false };

    private static Tensor Blind(Tensor read, Tensor sees, double gets) => read + (gets * torch.ones_like(read)).Filled(sees, 0);

    /// <summary>The mean of what the last token gives.</summary>
    private static Tensor Last(Tensor perToken) => perToken.narrow(2, perToken.shape[2] - 1, 1).mean([-1], true);

    /// <summary>One where a key comes just after the query.</summary>
    private static Tensor Next(Tensor weights) => torch.ones_like(weights).triu(1).tril(1);
}
