using Heed.Pairwise.Twins;

namespace Heed.Pairwise;

/// <summary>How do scores become weights?</summary>
public abstract class Normaliser : PairwisePart
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Normaliser;

    /// <summary>Whether the weights of a row sum to one.</summary>
    public virtual bool SumsToOne => false;

    /// <summary>Whether adding one number to all scores of a row leaves its weights as they are.</summary>
    public virtual bool IsShiftInvariant => false;

    /// <summary>Whether the weights depend on how many keys there are, visible or not.</summary>
    public virtual bool KnowsLength => false;

    /// <summary>Whether all the weight goes to the highest score.</summary>
    public virtual bool KeepsOnlyMaximum => false;

    /// <summary>The twin in the kernel; a sink is a part and is handed over as one.</summary>
    /// <param name="inputs">The call.</param>
    public virtual NormaliserTwin Twin(Inputs inputs) => NormaliserTwin.Softmax;

    /// <summary>The weights. Hidden pairs get 0, and so do all pairs of a query that sees nothing.</summary>
    /// <param name="inputs">The call, for its signals and sizes.</param>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public abstract Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible);

    /// <summary>Softmax over the keys, 0 for a row that sees nothing.</summary>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="visible">What is not hidden; null when nothing is.</param>
    internal static Tensor SoftmaxOf(Tensor scores, Tensor? visible)
    {
        if (visible is null) return scores.softmax(-1);
        var empty = visible.any(-1, true).logical_not();                                   // (…, N, 1)
        return empty.any().ToBoolean()
            ? scores.masked_fill(empty, 0).softmax(-1).masked_fill(empty, 0)
            : scores.softmax(-1);
    }
}
