using Heed.Laws;

namespace Heed.Relations;

/// <summary>Where no window is whole, heavily compressed attention reads the latest keys only.</summary>
public sealed class NothingPooledIsTheWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "heavily-compressed(16)";

    /// <inheritdoc />
    public override string Right => "keys-as-values(derotated, pairing=adjacent, window=2)";

    /// <inheritdoc />
    public override string Statement => "Where no window is whole, heavily compressed attention reads the latest keys only.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "sink");
}
