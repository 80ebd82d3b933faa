namespace Heed.Models;

/// <summary>A symbol that a model has just written.</summary>
/// <param name="Symbol">The symbol, as it stands in the vocabulary.</param>
/// <param name="Text">What it adds to the text, a space before it included where there is one.</param>
/// <param name="LogProbability">The natural logarithm of its probability.</param>
public sealed record Written(string Symbol, string Text, double LogProbability)
{
    /// <summary>What it adds to the text.</summary>
    public override string ToString() => Text;
}
