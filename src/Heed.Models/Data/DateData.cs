namespace Heed.Models.Data;

/// <summary>
/// Dates in nine written styles to ISO 8601, character by character, with known alignments: "7th of March 2024" to "2024-03-07". Sure
/// links: a digit to the digit that it copies. Possible links: a digit that was left away ("7" to "07") to the digit beside it, and both
/// digits of a month to every letter of its name. The hyphens have none.
/// </summary>
public static class DateData
{
    private static readonly DateOnly Epoch = new(1, 1, 1);

    /// <summary>The data set <c>dates</c>. A date has the same style wherever it is drawn.</summary>
    /// <param name="options">Which dates.</param>
    /// <exception cref="ArgumentException">The years are not of four digits, or in the wrong order.</exception>
    public static PairData Iso(DateOptions? options = null)
    {
        options ??= new();
        if (options.FromYear < 1000 || options.ToYear > 9999 || options.FromYear > options.ToYear)
            throw new ArgumentException($"Years go from 1000 to 9999, but {options.FromYear} to {options.ToYear} were asked for.",
                nameof(options));
        var first = new DateOnly(options.FromYear, 1, 1).DayNumber;
        var days = new DateOnly(options.ToYear, 12, 31).DayNumber - first + 1;
        var drawn = Sample.Of(options, days, draws => first + draws.Below(days), (_, _) => true);
        return new("dates", Segmentation.Characters, Segmentation.Characters,
            drawn.Select(d => (d.Split, Of(Epoch.AddDays((int)d.Thing),
                (int)(Shares.Mixed((ulong)d.Thing + 1) % (ulong)DateStyle.All.Count)))));
    }

    /// <summary>A date in a style, and as ISO 8601.</summary>
    /// <param name="date">The date; its year has four digits.</param>
    /// <param name="style">One of nine styles, from 0.</param>
    public static Pair Of(DateOnly date, int style)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(date.Year, 1000);
        var writing = new DateWriting(date);
        DateStyle.All[style](writing);
        return writing.ToPair();
    }
}
