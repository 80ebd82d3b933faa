using Heed.Laws;

namespace Heed.Relations;

/// <summary>The attention-free transformer whose places weigh alike needs no places.</summary>
public sealed class NoPlacesAreAftSimple : Relation
{
    /// <inheritdoc />
    public override string Left => "aft-full";

    /// <inheritdoc />
    public override string Right => "aft-simple";

    /// <inheritdoc />
    public override string Statement => "The attention-free transformer whose places weigh alike needs no places.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w", torch.zeros_like(draw["w"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
