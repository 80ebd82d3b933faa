using Heed.Laws;

namespace Heed.Relations;

/// <summary>A low rank that takes away what the memory answers to the key, and a value as strong as that, are the delta rule.</summary>
public sealed class ErasedAnswersAreTheDeltaRule : Relation
{
    /// <inheritdoc />
    public override string Left => "delta-net";

    /// <inheritdoc />
    public override string Right => "iplr";

    /// <inheritdoc />
    public override string Statement =>
        "A low rank that takes away what the memory answers to the key, and a value as strong as that, are the delta rule.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw)
    {
        var strength = draw["beta"].unsqueeze(-1);
        return draw.Only("q", "k", "v").With("a", draw["k"]).With("b", -strength * draw["k"]).With("v", strength * draw["v"]);
    }
}
