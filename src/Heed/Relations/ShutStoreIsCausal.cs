using Heed.Laws;

namespace Heed.Relations;

/// <summary>When its gate is shut a Memorizing Transformer reads the text alone.</summary>
public sealed class ShutStoreIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "memorizing-knn";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When its gate is shut a Memorizing Transformer reads the text alone.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("gate", torch.full_like(draw["gate"], -100));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
