namespace Heed.Relations;

/// <summary>Without first tokens, places in the cache are as far apart as places in the text.</summary>
public sealed class CachePlacesOfAWindowAreRope : Relation
{
    /// <inheritdoc />
    public override string Left => "streaming-llm(0, 3, cache)";

    /// <inheritdoc />
    public override string Right => "rope + sliding-window(3)";

    /// <inheritdoc />
    public override string Statement => "Without first tokens, places in the cache are as far apart as places in the text.";
}
