namespace Heed.Relations;

/// <summary>Without first tokens StreamingLLM is a sliding window.</summary>
public sealed class NoSinksAreAWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "streaming-llm(0, 3)";

    /// <inheritdoc />
    public override string Right => "sliding-window(3)";

    /// <inheritdoc />
    public override string Statement => "Without first tokens StreamingLLM is a sliding window.";
}
