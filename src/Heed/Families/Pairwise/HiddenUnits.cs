namespace Heed.Pairwise;

/// <summary>The size of a hidden layer as it is asked for.</summary>
internal static class HiddenUnits
{
    /// <summary>The size <c>A</c> of an input.</summary>
    /// <param name="width">How many; 0 means as many as a key is wide.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static string Of(long width) => width >= 0 ? $"A={width}"
        : throw new ArgumentOutOfRangeException(nameof(width), width, "A hidden layer has no negative number of units.");
}
