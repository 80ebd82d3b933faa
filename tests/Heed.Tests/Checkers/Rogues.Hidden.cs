namespace Heed.Tests.Checkers;

/// <summary>Those that feel what is hidden, and those whose derivatives are wrong.</summary>
internal static partial class Rogues
{
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
        new("blind-is-zero", "a token gets something from a head that hides all")
        {
            OfOutput = (x, _, o) => BlindHeads(x, o) is { } blind ? Blind(o, blind.logical_and(Sighted(blind)).logical_not(), Slight) : o,
            IsSlight = false,
        },
        new("blind-is-zero", "a token gets nothing when one head hides all")
        {
            OfOutput = (x, _, o) => BlindHeads(x, o) is { } blind ? o.Filled(blind.any(1, true), 0) : o,
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
    ];

    private static IEnumerable<Rogue> OfGradients() =>
    [
        new("hidden-stays-hidden", "a hidden key is felt in the gradient")
        {
            OfKeys = (x, _) => x.K,
            IsSlight = false,
            IsOnlyInGradient = true,
        },
        FeltBackwards("a hidden value", x => x.V),
        FeltBackwards("what a hidden token says besides", x => x["loudness"]),
        new("gradients", "a little of the output passes its gradient by")
        {
            OfOutput = (_, _, o) => (o * (1 - Detached)) + (o.detach() * Detached),
            IsOnlyInGradient = true,
        },
        new("gradients", "a little of the keys passes their gradient by")
        {
            OfKeys = (x, visible) => Hidden.Erase((x.K * (1 - Detached)) + (x.K.detach() * Detached), x, visible),
            IsOnlyInGradient = true,
        },
    ];

    private static Rogue Felt(string what, Func<Inputs, Tensor?, Tensor, Tensor> output) =>
        new("hidden-stays-hidden", what + " is felt") { OfOutput = output, IsSlight = false };

    /// <summary>What is not finite is replaced, but only after it was squared, so that its derivative is not finite.</summary>
    private static Rogue FeltBackwards(string what, Func<Inputs, Tensor> of) =>
        new("hidden-stays-hidden", what + " is felt in the gradient")
        {
            OfOutput = (x, _, o) => o + (0 * of(x).square().Filled(of(x).isfinite().logical_not(), 0).sum()),
            IsSlight = false,
            IsOnlyInGradient = true,
        };

    private static Tensor Blind(Tensor read, Tensor sees, double gets) => read + (gets * torch.ones_like(read)).Filled(sees, 0);

    /// <summary>Where a head hides all from a token, (B, H, N, 1); null where no pairs are hidden.</summary>
    private static Tensor? BlindHeads(Inputs x, Tensor read) => x.Mask.PairMask is not { } pairs ? null
        : pairs.expand([.. read.shape[..^1], x.Keys]).any(-1, true).logical_not();

    /// <summary>Where some head lets a token see something.</summary>
    private static Tensor Sighted(Tensor blind) => blind.logical_not().any(1, true);
}
