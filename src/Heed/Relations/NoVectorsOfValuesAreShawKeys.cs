using Heed.Laws;

namespace Heed.Relations;

/// <summary>With nothing added to values, Shaw's relative positions are those in keys.</summary>
public sealed class NoVectorsOfValuesAreShawKeys : Relation
{
    /// <inheritdoc />
    public override string Left => "shaw-relative";

    /// <inheritdoc />
    public override string Right => "shaw-relative-keys";

    /// <inheritdoc />
    public override string Statement => "With nothing added to values, Shaw's relative positions are those in keys.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("rel_v", torch.zeros_like(draw["rel_v"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "rel_k");
}
