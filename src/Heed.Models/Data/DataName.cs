using System.Globalization;

namespace Heed.Models.Data;

/// <summary>
/// Finds a data set by what a user calls it: a built-in name with options, such as
/// <c>numbers-de(to=9999, train=5000)</c>, or a file or folder.
/// </summary>
public static class DataName
{
    private const int MostSamples = 1_000_000;

    /// <summary>The names of the data sets that need no file.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["numbers-de", "numbers-fr", "dates"];

    /// <summary>Opens a data set.</summary>
    /// <param name="name">
    /// <c>numbers-de</c> or <c>numbers-fr</c> with
    /// <c>from, to, shortest, longest, longest-trained, train, validation, test, seed, by=character</c>; <c>dates</c> with <c>from, to</c>
    /// in years and <c>train, validation, test, seed</c>; <c>cmudict</c>, the one that was fetched; a folder with the standard split of
    /// CMUdict; a file that ends in <c>.tsv</c>; or any other file as a text.
    /// </param>
    /// <param name="by">
    /// For a file of two columns, the segmentation of both: <c>words</c>, <c>characters</c>, or two such names with a comma between them.
    /// </param>
    /// <exception cref="ArgumentException">There is no such data set or option.</exception>
    /// <exception cref="IOException">The file is missing.</exception>
    /// <exception cref="FormatException">The file holds nothing to learn from.</exception>
    public static DataSet Open(string name, string by = "words")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var (word, options) = NamedOptions.Parse(name);
        DataSet? built = word switch
        {
            "numbers-de" => NumberData.German(Numbers(options)),
            "numbers-fr" => NumberData.French(Numbers(options)),
            "dates" => DateData.Iso(Dates(options)),
            "cmudict" => Cmudict.Open(options.Text("file", Path.Combine(CmudictPackage.DefaultFolder, CmudictPackage.FileName)),
                options.Text("words", null!)),
            _ => null,
        };
        if (built is not null)
        {
            options.RefuseOthers();
            return built;
        }

        if (Directory.Exists(name)) return Cmudict.Open(name);
        if (!File.Exists(name))
            throw new ArgumentException($"There is no data set, file or folder '{name}'; "
                + $"built in are {string.Join(", ", BuiltIn)}, and cmudict once it was fetched.", nameof(name));
        if (!name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)) return TextData.Open(name);
        var sides = by.Split(',', StringSplitOptions.TrimEntries);
        return Table.Open(name, Segmentation.Named(sides[0]), Segmentation.Named(sides[^1]));
    }

    private static NumberOptions Numbers(NamedOptions given) => Sized(given, new NumberOptions
    {
        From = given.Number("from", 0),
        To = given.Number("to", 999_999),
        Shortest = given.Number("shortest", 1),
        Longest = given.Number("longest", int.MaxValue),
        LongestTrained = given.Number("longest-trained", int.MaxValue),
        Characters = given.Text("by", "word") switch
        {
            "word" => false,
            "character" => true,
            var other => throw new ArgumentException($"Numbers are cut by word or by character, not by '{other}'."),
        },
    });

    private static DateOptions Dates(NamedOptions given) =>
        Sized(given, new DateOptions { FromYear = given.Number("from", 1800), ToYear = given.Number("to", 2199) });

    private static T Sized<T>(NamedOptions given, T options)
        where T : SampleOptions => (T)(options with
        {
            Train = given.Number("train", options.Train, MostSamples),
            Validation = given.Number("validation", options.Validation, MostSamples),
            Test = given.Number("test", options.Test, MostSamples),
            Seed = given.Number("seed", options.Seed),
        });

    private sealed class NamedOptions(string word, Dictionary<string, string> given)
    {
        private readonly HashSet<string> known = new(StringComparer.Ordinal);

        public static (string Word, NamedOptions Options) Parse(string name)
        {
            var open = name.IndexOf('(', StringComparison.Ordinal);
            if (open < 0 || !name.EndsWith(')')) return (name, new(name, []));
            var given = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var option in name[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (option.Split('=', 2, StringSplitOptions.TrimEntries) is not [var key, var value] || !given.TryAdd(key, value))
                    throw new ArgumentException(
                        $"'{option}' in '{name}' is no option of the form name=value, or is given twice.", nameof(name));
            }

            return (name[..open].Trim(), new(name[..open].Trim(), given));
        }

        public string Text(string option, string otherwise) =>
            known.Add(option) && given.TryGetValue(option, out var value) ? value : otherwise;

        public int Number(string option, int otherwise, int most = int.MaxValue)
        {
            if (Text(option, null!) is not { } text) return otherwise;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
                : throw new ArgumentException($"'{option}' of {word} is a whole number from 0 to {most}, not '{text}'.");
        }

        public void RefuseOthers()
        {
            if (given.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
                throw new ArgumentException($"{word} has no option '{unknown}'; "
                    + $"it has {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }
}
