namespace Heed.Models.Data;

/// <summary>The styles in which dates are written; each can be told from the others, so that every date has one meaning.</summary>
internal static class DateStyle
{
    public static IReadOnlyList<Action<DateWriting>> All { get; } =
    [
        d => d.Name().Text(" ").Day().Text(", ").Year(),                                    // March 7, 2024
        d => d.Day().Text(" ").Name().Text(" ").Year(),                                     // 7 March 2024
        d => d.Day().Text(d.Ordinal + " of ").Name().Text(" ").Year(),                      // 7th of March 2024
        d => d.ShortName().Text(" ").Day().Text(", ").Year(),                               // Mar 7, 2024
        d => d.Text(d.Weekday + ", ").Day().Text(" ").Name().Text(" ").Year(),              // Thursday, 7 March 2024
        d => d.Day().Text(".").Month().Text(".").Year(),                                    // 7.3.2024
        // 3/7/2024: the month first, as in the United States
        d => d.Month().Text("/").Day().Text("/").Year(),
        d => d.Year().Text("/").Month(two: true).Text("/").Day(two: true),                  // 2024/03/07
        d => d.Day().Text("-").ShortName().Text("-").Year(),                                // 7-Mar-2024
    ];
}
