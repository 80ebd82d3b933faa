using Heed.Laws;

namespace Heed.Relations;

/// <summary>Without vectors of distances and of what all ask, Transformer-XL compares contents.</summary>
public sealed class ContentAloneIsNoPlace : Relation
{
    /// <inheritdoc />
    public override string Left => "transformer-xl-relative";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Without vectors of distances and of what all ask, Transformer-XL compares contents.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("r", torch.zeros_like(draw["r"])).With("u_bias", torch.zeros_like(draw["u_bias"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
