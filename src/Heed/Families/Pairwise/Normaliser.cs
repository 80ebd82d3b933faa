using Heed.Lowering;

namespace Heed.Pairwise;

/// <summary>How do scores become weights?</summary>
public abstract class Normaliser : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Normaliser;

    /// <summary>What the kernel does as this normaliser does here; a sink is a part and is added as one.</summary>
    /// <param name="inputs">The call.</param>
    public virtual LoweredNormaliser Lowered(Inputs inputs) => LoweredNormaliser.Softmax;

    /// <summary>The weights. Hidden pairs get 0, and so do all pairs of a query that sees nothing.</summary>
    /// <param name="inputs">The call, for its signals and sizes.</param>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    public abstract Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible);
}
