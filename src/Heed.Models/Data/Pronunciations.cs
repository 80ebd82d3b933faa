using System.Text.RegularExpressions;

namespace Heed.Models.Data;

/// <summary>
/// Reads pronouncing dictionaries, line by line, in two forms: <c>WORD  P R O N</c> with digits of stress and <c>WORD(1)</c> for further
/// pronunciations, and <c>WORD TAB P R O N [TAB P R O N …]</c>. Lines that start with three semicolons are comments.
/// </summary>
internal static partial class Pronunciations
{
    /// <summary>Words with their pronunciations in the order of the file; a word may come more than once.</summary>
    public static IEnumerable<(string Word, string[] Phonemes)> Read(string path, BadLines bad)
    {
        var name = Path.GetFileName(path);
        foreach (var (number, line) in Lines.Read(path, bad))
        {
            if (line.StartsWith(";;;", StringComparison.Ordinal)) continue;
            var fields = line.Contains('\t') ? line.Split('\t') : line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (Fault(fields) is { } fault)
            {
                bad.Add(name, number, fault);
                continue;
            }

            var word = Variant().Replace(fields[0], "");
            if (!Spelled().IsMatch(word))
            {
                bad.LeaveOut("words with other characters than A-Z and the apostrophe");
                continue;
            }

            foreach (var field in fields.Skip(1))
            {
                _ = Phonemes.TryCut(field, out var phonemes, out _);
                yield return (word, phonemes);
            }
        }
    }

    /// <summary>All pronunciations of each word, without repetitions, in the order of the file.</summary>
    public static Dictionary<string, List<string[]>> Grouped(IEnumerable<(string Word, string[] Phonemes)> read)
    {
        var words = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var (word, phonemes) in read)
        {
            if (!words.TryGetValue(word, out var known)) words[word] = known = [];
            if (!known.Any(k => k.AsSpan().SequenceEqual(phonemes))) known.Add(phonemes);
        }

        return words;
    }

    private static string? Fault(string[] fields)
    {
        if (fields.Length < 2 || fields[0].Length == 0) return "has no word and pronunciation";
        foreach (var field in fields.Skip(1))
        {
            if (!Phonemes.TryCut(field, out _, out var wrong))
                return wrong is null ? "has an empty pronunciation" : $"'{wrong}' is no phoneme of CMUdict";
        }

        return null;
    }

    [GeneratedRegex(@"\(\d+\)$")]
    private static partial Regex Variant();

    [GeneratedRegex("^[A-Z']+$")]
    private static partial Regex Spelled();
}
