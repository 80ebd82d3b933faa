namespace Heed.Alone;

/// <summary>Options and calls that several of these mechanisms refuse.</summary>
internal static class Checked
{
    /// <summary>A number of tokens, keys or the like, as it was given.</summary>
    /// <param name="number">The option.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one.</exception>
    public static long AtLeastOne(long number, string name) => number >= 1 ? number
        : throw new ArgumentOutOfRangeException(name, number, "There must be at least one.");

    /// <summary>Refuses what hides pairs.</summary>
    /// <param name="inputs">The call.</param>
    /// <exception cref="NotSupportedException">The caller hides pairs.</exception>
    public static void OnlyKeys(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{inputs.Sizes.Mechanism}' makes one of several keys before queries see them, so a mask can "
                + "hide whole keys only, not pairs.");
    }
}
