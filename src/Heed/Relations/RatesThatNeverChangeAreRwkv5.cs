using Heed.Laws;

namespace Heed.Relations;

/// <summary>RWKV-6 all of whose tokens say the same rates is RWKV-5.</summary>
public sealed class RatesThatNeverChangeAreRwkv5 : Relation
{
    /// <inheritdoc />
    public override string Left => "rwkv5";

    /// <inheritdoc />
    public override string Right => "rwkv6";

    /// <inheritdoc />
    public override string Statement => "RWKV-6 all of whose tokens say the same rates is RWKV-5.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("log_decay",
        draw["log_decay"].unsqueeze(1).unsqueeze(0).expand(draw["k"].shape[0], -1, draw["k"].shape[2], -1));
}
