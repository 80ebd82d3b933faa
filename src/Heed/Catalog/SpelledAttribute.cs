namespace Heed;

/// <summary>How a choice is written in expressions and files, where its paper writes it in a way that no name in C# can have.</summary>
/// <param name="text">Letters, digits, - and +.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SpelledAttribute(string text) : Attribute
{
    /// <summary>The spelling.</summary>
    public string Text { get; } = text;
}
