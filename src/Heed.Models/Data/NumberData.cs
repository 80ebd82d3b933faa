using System.Globalization;

namespace Heed.Models.Data;

/// <summary>
/// Numbers in words as a data set with known alignments, of any size, made up as it is asked for. See <see cref="GermanNumber"/> and
/// <see cref="FrenchNumber"/>.
/// </summary>
public static class NumberData
{
    /// <summary>Numbers from English to German, called <c>numbers-de</c>.</summary>
    /// <param name="options">Which numbers.</param>
    /// <exception cref="ArgumentException">The options leave nothing to draw.</exception>
    public static PairData German(NumberOptions? options = null) =>
        Of("numbers-de", GermanNumber.Of, GermanNumber.Segmentation, options ?? new());

    /// <summary>Numbers from English to French, called <c>numbers-fr</c>.</summary>
    /// <param name="options">Which numbers.</param>
    /// <exception cref="ArgumentException">The options leave nothing to draw.</exception>
    public static PairData French(NumberOptions? options = null) =>
        Of("numbers-fr", FrenchNumber.Of, FrenchNumber.Segmentation, options ?? new());

    private static PairData Of(string name, Func<int, Pair> write, Segmentation target, NumberOptions options)
    {
        NumberRange.Check(options.From);
        NumberRange.Check(options.To);
        if (options.From > options.To)
            throw new ArgumentException($"Numbers from {options.From} to {options.To} are none.", nameof(options));
        var drawn = Sample.Of(options, options.To - options.From + 1L, draws => Draw(draws, options), (part, n) =>
            write((int)n).Source.Count is var words && words >= options.Shortest && words <= options.Longest
            && (part == Split.Test || words <= options.LongestTrained));
        var pairs = drawn.Select(d => (d.Split, write((int)d.Thing)));
        if (!options.Characters) return new(name, EnglishNumber.Segmentation, target, pairs);
        return new(name, Segmentation.Characters, Segmentation.Characters,
            pairs.Select(p => (p.Split, Unravelled.Of(p.Item2, EnglishNumber.Segmentation, target))));
    }

    private static long Draw(Draws draws, NumberOptions options)
    {
        var (fewest, most) = (Digits(options.From), Digits(options.To));
        var digits = fewest + (int)draws.Below(most - fewest + 1);
        var from = Math.Max(options.From, digits == 1 ? 0 : (long)Math.Pow(10, digits - 1));
        var to = Math.Min(options.To, (long)Math.Pow(10, digits) - 1);
        return from + draws.Below(to - from + 1);
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
