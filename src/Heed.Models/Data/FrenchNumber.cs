namespace Heed.Models.Data;

/// <summary>
/// Numbers in words, English to French: "ninety-seven" to quatre + vingt + dix + sept. Sure links: each word of a value to the English word
/// of that value; where French counts seventeen on top of sixty or eighty, those before the unit come from the English ten. A teen such as
/// "treize" in 73 or 93 surely comes from the unit and possibly from the ten. "et" only joins: its possible links are the two words that it
/// stands between. English "and", and "one" before "hundred" and "thousand", have no counterpart.
/// </summary>
public static class FrenchNumber
{
    private const int Million = 1_000_000;
    private const int Thousand = 1_000;

    private static readonly string[] Small =
        ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
            "quatorze", "quinze", "seize"];

    private static readonly string[] Tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
    private static readonly string[] Apart = ["et", "cent", "cents", "mille", "million", "millions"];

    /// <summary>
    /// Words by white space and hyphens; put together, hyphens stand between all below a hundred that "et" does not join.
    /// </summary>
    public static Segmentation Segmentation { get; } = new("french-numbers",
        text => text.ToLowerInvariant().Split([' ', '-', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries), Join);

    /// <summary>A number as words of English and of French, with the links between them.</summary>
    /// <param name="number">From 0 to 999,999,999.</param>
    public static Pair Of(int number)
    {
        NumberRange.Check(number);
        var words = new NumberWords();
        if (number == 0) words.Target(Small[0], words.Source("zero"));
        var (millions, thousands, rest) = (number / Million, number / Thousand % Thousand, number % Thousand);
        if (millions > 0) Group(words, millions, false, ("million", millions == 1 ? "million" : "millions"));
        if (thousands > 0) Group(words, thousands, millions > 0 && thousands < 100, ("thousand", "mille"));
        if (rest > 0) Group(words, rest, number >= Thousand && rest < 100, null);
        return words.ToPair();
    }

    private static void Group(NumberWords words, int group, bool andBefore, (string English, string French)? scale)
    {
        var (digit, hundred, ten, unit) = EnglishNumber.Write(words, group, andBefore);
        var last = scale is { } s ? words.Source(s.English) : -1;
        var (hundreds, rest) = Math.DivRem(group, 100);
        var plural = scale?.French != "mille";                                              // "deux cents millions", but "deux cent mille"
        if (hundreds > 1) words.Target(Small[hundreds], digit);
        if (hundreds > 0) words.Target(hundreds > 1 && rest == 0 && plural ? "cents" : "cent", hundred);
        if (rest > 0 && !(group == 1 && !plural)) Below100(words, rest, ten, unit, plural);
        if (scale is { } name) words.Target(name.French, last);
    }

    private static void Below100(NumberWords words, int rest, int ten, int unit, bool plural)
    {
        if (rest is > 0 and < 10) words.Target(Small[rest], unit);
        else if (rest is >= 10 and <= 16) words.Target(Small[rest], ten);
        else if (rest < 20) Added(words, rest - 10, [Small[10]], ten, ten);
        else if (rest < 70) Added(words, rest % 10, [Tens[rest / 10]], ten, unit);
        else if (rest < 80) Added(words, rest - 60, [Tens[6]], ten, unit);
        else Added(words, rest - 80, [Small[4], rest == 80 && plural ? "vingts" : "vingt"], ten, unit);
    }

    /// <summary>Words of a ten, and what is added to it: 0 to 19.</summary>
    private static void Added(NumberWords words, int more, string[] tens, int ten, int unit)
    {
        foreach (var word in tens) words.Target(word, ten);
        if (more is 1 or 11 && tens.Length == 1) words.Joint("et", ten, unit);
        if (more == 10) words.Target(Small[10], ten);
        else if (more is > 10 and <= 16) words.Target(Small[more], unit, partly: ten);
        else if (more > 16)
        {
            words.Target(Small[10], ten);
            words.Target(Small[more - 10], unit);
        }
        else if (more > 0) words.Target(Small[more], unit);
    }

    private static string Join(IReadOnlyList<string> words) => words.Count == 0 ? ""
        : words[0] + string.Concat(words.Skip(1).Zip(words, (word, before) =>
        (Apart.Contains(word) || Apart.Contains(before) ? " " : "-") + word));
}
