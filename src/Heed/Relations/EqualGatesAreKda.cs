using Heed.Laws;

namespace Heed.Relations;

/// <summary>Where all features are erased and all parts of a value written as strongly, Gated DeltaNet-2 is Kimi Delta Attention.</summary>
public sealed class EqualGatesAreKda : Relation
{
    /// <inheritdoc />
    public override string Left => "kda";

    /// <inheritdoc />
    public override string Right => "gdn2";

    /// <inheritdoc />
    public override string Statement =>
        "Where all features are erased and all parts of a value written as strongly, Gated DeltaNet-2 is Kimi Delta Attention.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw)
    {
        var strength = draw["beta"].unsqueeze(-1);
        return draw.Only("q", "k", "v", "log_decay")
            .With("b", strength.expand(-1, -1, -1, draw["k"].shape[3]))
            .With("w", strength.expand(-1, -1, -1, draw["v"].shape[3]));
    }
}
