using Heed.Relations;

namespace OwnWord;

/// <summary>A bell that is very narrow leaves each token to itself.</summary>
public sealed class NearIsIdentity : Relation
{
    /// <inheritdoc />
    public override string Left => "gaussian-distance(0.01)";

    /// <inheritdoc />
    public override string Right => "identity";

    /// <inheritdoc />
    public override string Statement => "A bell that is very narrow leaves each token to itself.";
}
