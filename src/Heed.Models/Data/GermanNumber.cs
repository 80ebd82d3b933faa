namespace Heed.Models.Data;

/// <summary>
/// Numbers in words, English to German: "twenty-three" to drei + und + zwanzig. German puts the unit before the ten, so the alignment
/// crosses. Sure links: each morpheme of a value to the English word of that value. "und" only joins: its possible links are the two words
/// that it stands between. English "and" has no counterpart.
/// </summary>
public static class GermanNumber
{
    private const int Million = 1_000_000;
    private const int Thousand = 1_000;

    private static readonly string[] Small =
    [
        "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
        "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ];

    private static readonly string[] Tens = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig",
        "siebzig", "achtzig", "neunzig"];
    private static readonly string[] All = [.. Small.Concat(Tens.Skip(2))
        .Concat(["eins", "eine", "und", "hundert", "tausend", "Millionen", "Million"]).OrderByDescending(m => m.Length)];

    /// <summary>Morphemes; put together, only millions stand apart.</summary>
    public static Segmentation Segmentation { get; } = new("german-numbers", Cut, Join);

    /// <summary>A number as words of English and morphemes of German, with the links between them.</summary>
    /// <param name="number">From 0 to 999,999,999.</param>
    public static Pair Of(int number)
    {
        NumberRange.Check(number);
        var words = new NumberWords();
        if (number == 0) words.Target(Small[0], words.Source("zero"));
        var (millions, thousands, rest) = (number / Million, number / Thousand % Thousand, number % Thousand);
        if (millions > 0) Group(words, millions, false, "eine", scale: ("million", millions == 1 ? "Million" : "Millionen"));
        if (thousands > 0) Group(words, thousands, millions > 0 && thousands < 100, "ein", scale: ("thousand", "tausend"));
        if (rest > 0) Group(words, rest, andBefore: number >= Thousand && rest < 100, "eins", scale: null);
        return words.ToPair();
    }

    /// <param name="words">Where to write.</param>
    /// <param name="group">From 1 to 999.</param>
    /// <param name="andBefore">Whether English says "and" before a group without hundreds.</param>
    /// <param name="one">The form of a final one before what follows.</param>
    /// <param name="scale">The word for the group's power of ten, in both languages.</param>
    private static void Group(NumberWords words, int group, bool andBefore, string one, (string English, string German)? scale)
    {
        var (digit, hundred, ten, unit) = EnglishNumber.Write(words, group, andBefore);
        var last = scale is { } s ? words.Source(s.English) : -1;
        var (hundreds, rest) = Math.DivRem(group, 100);
        if (hundreds > 0)
        {
            words.Target(Small[hundreds], digit);
            words.Target("hundert", hundred);
        }

        if (rest is >= 10 and < 20) words.Target(Small[rest], ten);
        else if (rest is > 0 and < 10) words.Target(rest == 1 ? one : Small[rest], unit);
        else if (rest > 0)
        {
            if (unit >= 0)
            {
                words.Target(Small[rest % 10], unit);
                words.Joint("und", unit, ten);
            }

            words.Target(Tens[rest / 10], ten);
        }

        if (scale is { } name) words.Target(name.German, last);
    }

    /// <summary>The longest morpheme at each place; what is none stands letter by letter.</summary>
    private static string[] Cut(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length; at += pieces[^1].Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            pieces.Add(All.FirstOrDefault(m => string.CompareOrdinal(text, at, m, 0, m.Length) == 0) ?? text[at].ToString());
        }

        return [.. pieces];
    }

    private static string Join(IReadOnlyList<string> pieces) => string.Concat(pieces.Select((p, i) =>
        (i > 0 && (IsApart(p) || IsApart(pieces[i - 1])) ? " " : "") + p));

    private static bool IsApart(string piece) => piece is "Million" or "Millionen";
}
