using Heed.Pairwise.Normalisers;
using Heed.Pairwise.Scores;
using Heed.Pairwise.Sharing;

namespace Heed.Pairwise;

/// <summary>
/// The fast twin, in LibTorch, of those mechanisms that are scaled dot products under a softmax, with turned queries and keys and any mask: one call
/// that never forms the weights. Forward and backward.
/// </summary>
public sealed class FusedAttention
{
    private readonly PairwiseAttention definition;

    private FusedAttention(PairwiseAttention definition) => this.definition = definition;

    /// <summary>The twin of a mechanism, or null when it has none.</summary>
    /// <param name="mechanism">Any mechanism.</param>
    public static FusedAttention? For(Mechanism mechanism) =>
        mechanism is PairwiseAttention { Score: ScaledDotProduct, Cap: null, Normaliser: Softmax, Position: null or { Shifts: false }, HeadSharing: null or GroupedQuery } pairwise
            ? new(pairwise) : null;

    /// <summary>Whether it can hide that. Where a pattern and a key mask together may leave a query with no key, it cannot.</summary>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    public bool Hides(Mask mask) => mask.IsNone || (mask.PairMask is null && mask.Bias is null && definition.Pattern is null);

    /// <summary>Whether it can go on with a cache of keys and values: it looks back only, and no mask is aligned with the first key.</summary>
    public bool FollowsCache => definition.Pattern is { FollowsCache: true };

    /// <summary>What each query reads: the output of the definition.</summary>
    /// <param name="q">Queries, (B, H, N, D).</param>
    /// <param name="k">Keys, (B, G, M, D).</param>
    /// <param name="v">Values, (B, G, M, Dv).</param>
    /// <param name="mask">Hidden keys; each row must have one that is not.</param>
    /// <param name="signals">The tensors that the mechanism declares.</param>
    /// <returns>(B, H, N, Dv).</returns>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit.</exception>
    /// <exception cref="NotSupportedException">It cannot hide what the mask hides.</exception>
    public Tensor Attend(Tensor q, Tensor k, Tensor v, Mask? mask = null, Signals? signals = null)
    {
        mask ??= Mask.None;
        if (!Hides(mask)) throw new NotSupportedException($"'{definition.Name}' cannot be fused with that mask");
        var inputs = new Inputs(q, k, v, mask, signals ?? Signals.None, null, definition.Signals, definition.FeatureWidth);
        inputs.RequireEqualWidths();
        using var scope = torch.NewDisposeScope();
        if (definition.Position is { } position) (q, k) = position.Turn(inputs, q, k);
        var factor = definition.Score.Factor(inputs) * Math.Sqrt(inputs.WidthK);
        if (Math.Abs(factor - 1) > 1e-12) q = q * factor;
        var (hidden, causal) = Hidden(inputs, mask);
        return torch.nn.functional.scaled_dot_product_attention(q, inputs.Share(k), inputs.Share(v), hidden, 0, causal).MoveToOuterDisposeScope();
    }

    private (Tensor? Visible, bool Causal) Hidden(Inputs inputs, Mask mask)
    {
        if (mask.KeyMask is { } keys) return (keys.unsqueeze(1).unsqueeze(1), false);
        if (definition.Pattern is not { } pattern) return (null, false);
        if (pattern is Patterns.Causal { FollowsCache: true })
        {
            if (inputs.Queries == 1) return (null, false);
            if (inputs.Queries == inputs.Keys) return (null, true);
        }

        return (pattern.Visible(inputs.Queries, inputs.Keys), false);
    }
}
