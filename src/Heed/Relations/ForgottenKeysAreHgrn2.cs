using Heed.Laws;

namespace Heed.Relations;

/// <summary>HGRN2 is gated linear attention whose keys are what is forgotten, without its division by √d.</summary>
public sealed class ForgottenKeysAreHgrn2 : Relation
{
    /// <inheritdoc />
    public override string Left => "hgrn2";

    /// <inheritdoc />
    public override string Right => "gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "HGRN2 is gated linear attention whose keys are what is forgotten, without its division by √d.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.With("k", 1 - draw["log_decay"].exp());
}
