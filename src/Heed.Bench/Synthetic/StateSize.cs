namespace Heed.Bench.Synthetic;

/// <summary>How many bytes one more token needs of the past, in float32.</summary>
internal static class StateSize
{
    private const int Float = 4;

    /// <summary>Of a mechanism after so many tokens, all heads together; null where it cannot continue token by token.</summary>
    /// <remarks>As its slots declare it: a memory of fixed size, or a row for each token that a later one may still see.</remarks>
    public static long? Of(Mechanism mechanism, int tokens, int heads, int headWidth) => mechanism.NoSteps is not null ? null
        : mechanism.NumbersKept(Sizes.For(mechanism, 1, heads, tokens, tokens, headWidth, headWidth), tokens) * Float;
}
