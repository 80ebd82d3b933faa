namespace Heed;

/// <summary>An expression that cannot be read, or whose words do not fit together.</summary>
/// <param name="reason">What is wrong, in whole sentences.</param>
/// <param name="text">The expression as it was written.</param>
/// <param name="column">Where, counted from 1.</param>
public sealed class ExpressionException(string reason, string text, int column)
    : ArgumentException(text.Length == 0 ? reason : $"Column {column}: {reason}")
{
    /// <summary>What is wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>The expression as it was written.</summary>
    public string Text { get; } = text;

    /// <summary>Where, counted from 1.</summary>
    public int Column { get; } = column;

    /// <summary>The word that the catalog does not know, when that is what is wrong.</summary>
    public string? UnknownWord { get; init; }
}
