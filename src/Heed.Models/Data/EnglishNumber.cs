namespace Heed.Models.Data;

/// <summary>
/// English numbers in words, "one hundred and twenty-three": the words of a number below a thousand, which every language starts from.
/// </summary>
public static class EnglishNumber
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>Words by white space and hyphens; put together, tens and units are joined by a hyphen.</summary>
    public static Segmentation Segmentation { get; } = new("english-numbers",
        text => text.ToLowerInvariant().Split([' ', '-', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries), Join);

    /// <summary>Adds the words of a group of three digits; places are −1 where there is no such word.</summary>
    /// <returns>The places of the hundreds' digit, "hundred", the tens or teen, and the unit.</returns>
    internal static (int Digit, int Hundred, int Ten, int Unit) Write(NumberWords words, int group, bool andBefore)
    {
        var (digit, hundred, ten, unit) = (-1, -1, -1, -1);
        var (hundreds, rest) = Math.DivRem(group, 100);
        if (hundreds > 0) (digit, hundred) = (words.Source(Small[hundreds]), words.Source("hundred"));
        if (rest > 0 && (hundreds > 0 || andBefore)) words.Source("and");
        if (rest >= 20)
        {
            ten = words.Source(Tens[rest / 10]);
            if (rest % 10 > 0) unit = words.Source(Small[rest % 10]);
        }
        else if (rest >= 10)
        {
            ten = words.Source(Small[rest]);
        }
        else if (rest > 0)
        {
            unit = words.Source(Small[rest]);
        }

        return (digit, hundred, ten, unit);
    }

    private static string Join(IReadOnlyList<string> words) => words.Count == 0 ? ""
        : words[0] + string.Concat(words.Skip(1).Zip(words, (word, before) =>
        (Tens.Contains(before) && Array.IndexOf(Small, word) is > 0 and < 10 ? "-" : " ") + word));
}
