using Heed.Models.Data;

namespace Heed.Bench.Generators;

/// <summary>What generators ask of chance besides whole numbers.</summary>
internal static class Chance
{
    /// <summary>From 0 to below 1, in steps of 2⁻⁵³.</summary>
    public static double Share(this Draws draws) => (draws.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From a number to below another.</summary>
    public static int Between(this Draws draws, int from, int below) => from + (int)draws.Below(below - from);

    /// <summary>So many different numbers from one to below another, in random order.</summary>
    public static int[] Different(this Draws draws, int from, int below, int count)
    {
        var left = Enumerable.Range(from, below - from).ToArray();
        for (var i = 0; i < count; i++)
        {
            var j = draws.Between(i, left.Length);
            (left[i], left[j]) = (left[j], left[i]);
        }

        return left[..count];
    }

    /// <summary>
    /// So many different places, one after the other, each with a probability in proportion to its weight among those left.
    /// </summary>
    /// <param name="draws">Where chance comes from.</param>
    /// <param name="upTo">The weights of place 0, of 0 and 1, and so on, added up.</param>
    /// <param name="count">How many.</param>
    public static int[] Weighted(this Draws draws, double[] upTo, int count)
    {
        var drawn = new List<int>(count);
        while (drawn.Count < count)
        {
            var at = Array.BinarySearch(upTo, draws.Share() * upTo[^1]);
            at = Math.Min(at < 0 ? ~at : at + 1, upTo.Length - 1);
            if (!drawn.Contains(at)) drawn.Add(at);
        }

        return [.. drawn];
    }
}
