using Heed.Laws;

namespace Heed.Relations;

/// <summary>When its gate is shut infini-attention reads its segments one by one.</summary>
public sealed class ShutMemoryIsBlocks : Relation
{
    /// <inheritdoc />
    public override string Left => "infini(segment=4)";

    /// <inheritdoc />
    public override string Right => "block-local(4) + causal";

    /// <inheritdoc />
    public override string Statement => "When its gate is shut infini-attention reads its segments one by one.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("gate", torch.full_like(draw["gate"], -100));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
