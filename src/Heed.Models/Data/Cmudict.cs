namespace Heed.Models.Data;

/// <summary>
/// Grapheme-to-phoneme pairs of the CMU Pronouncing Dictionary: letters to phonemes without stress. Every pronunciation of a training word
/// is a pair to learn from; a word of the validation or the test comes once, with all its pronunciations as references.
/// </summary>
public static class Cmudict
{
    /// <summary>How many words of the training part published work holds out to validate with.</summary>
    public const int HeldOut = 2_670;

    /// <summary>
    /// Reads the standard split, a folder with files that end in <c>.train</c> and <c>.ref</c>, or a dictionary file,
    /// which is divided by hash.
    /// </summary>
    /// <param name="path">The folder or the file.</param>
    /// <param name="testWords">For a dictionary file: a list of the words to test with, one a line, instead of a share of all.</param>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="FormatException">There is nothing to train on.</exception>
    public static PairData Open(string path, string? testWords = null)
    {
        if (Directory.Exists(path)) return Standard(path);
        var bad = new BadLines();
        var words = Pronunciations.Grouped(Pronunciations.Read(path, bad));
        return testWords is null ? Divided(words, bad) : Listed(words, testWords, bad);
    }

    private static PairData Standard(string folder)
    {
        var bad = new BadLines();
        var train = Pronunciations.Grouped(Pronunciations.Read(Single(folder, ".train"), bad));
        var test = Pronunciations.Grouped(Pronunciations.Read(Single(folder, ".ref"), bad));
        foreach (var word in test.Keys)
        {
            if (train.Remove(word)) bad.LeaveOut("training words that are also test words");
        }

        return Of("cmudict, standard split", train, test, bad);
    }

    private static PairData Listed(Dictionary<string, List<string[]>> words, string list, BadLines bad)
    {
        var test = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var (_, line) in Lines.Read(list, bad))
        {
            if (words.Remove(line.Trim(), out var pronunciations)) test.Add(line.Trim(), pronunciations);
            else bad.LeaveOut("test words that the dictionary lacks");
        }

        return Of("cmudict, listed test words", words, test, bad);
    }

    private static PairData Divided(Dictionary<string, List<string[]>> words, BadLines bad)
    {
        var shares = new Shares();
        return new("cmudict, divided by hash", Segmentation.Letters, Segmentation.Words,
            words.SelectMany(w => Pairs(shares.Of(w.Key), w.Key, w.Value)), bad);
    }

    private static PairData Of(string name, Dictionary<string, List<string[]>> train, Dictionary<string, List<string[]>> test, BadLines bad)
    {
        var heldOut = train.Keys.OrderBy(Shares.Hash).ThenBy(w => w, StringComparer.Ordinal).Take(Math.Min(HeldOut, train.Count / 10))
            .ToHashSet(StringComparer.Ordinal);
        var pairs = train.SelectMany(w => Pairs(heldOut.Contains(w.Key) ? Split.Validation : Split.Train, w.Key, w.Value));
        return new(name, Segmentation.Letters, Segmentation.Words,
            pairs.Concat(test.SelectMany(w => Pairs(Split.Test, w.Key, w.Value))), bad);
    }

    private static IEnumerable<(Split Split, Pair Pair)> Pairs(Split part, string word, List<string[]> pronunciations)
    {
        var letters = Segmentation.Letters.Cut(word);
        if (part == Split.Train) return pronunciations.Select(p => (part, new Pair(letters, p)));
        return [(part, new(letters, pronunciations[0]) { Others = [.. pronunciations.Skip(1)] })];
    }

    private static string Single(string folder, string extension) => Directory.GetFiles(folder, "*" + extension) switch
    {
        [var file] => file,
        [] => throw new FileNotFoundException($"The folder '{folder}' has no file *{extension}; the standard split has *.train and *.ref."),
        var files => throw new IOException($"The folder '{folder}' has {files.Length} files *{extension}, where one was expected."),
    };
}
