using Heed.Laws;

namespace Heed.Relations;

/// <summary>DeltaProduct whose second write is shut is DeltaNet.</summary>
public sealed class SecondWriteShutIsDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "delta-product";

    /// <inheritdoc />
    public override string Right => "delta-net";

    /// <inheritdoc />
    public override string Statement => "DeltaProduct whose second write is shut is DeltaNet.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("beta", draw["beta"] * torch.tensor([1.0, 0.0], dtype: torch.float64).repeat(draw["q"].shape[2]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("k", draw["k"].unflatten(2, -1, 2).select(3, 0))
        .With("v", draw["v"].unflatten(2, -1, 2).select(3, 0))
        .With("beta", draw["beta"].unflatten(2, -1, 2).select(3, 0));
}
