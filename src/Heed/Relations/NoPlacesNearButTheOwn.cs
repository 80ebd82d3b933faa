using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// Where no place is near but the own, only the numbers of a place with itself are left of the full attention-free transformer.
/// </summary>
public sealed class NoPlacesNearButTheOwn : Relation
{
    /// <inheritdoc />
    public override string Left => "aft-local(1)";

    /// <inheritdoc />
    public override string Right => "aft-full";

    /// <inheritdoc />
    public override string Statement =>
        "Where no place is near but the own, only the numbers of a place with itself are left of the full attention-free transformer.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("w", torch.diag(torch.diag(draw["w"])));
}
