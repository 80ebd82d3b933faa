using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Bench.Sentences;

/// <summary>Two sentences and how alike people found them, from 0 to 5.</summary>
/// <param name="First">The words of one.</param>
/// <param name="Second">The words of the other.</param>
/// <param name="Score">From 0 to 5.</param>
internal sealed record SimilarPair(string[] First, string[] Second, double Score);

/// <summary>
/// The files of STS-B: seven columns and more between tabs, without quoting: genre, file, year, index, score, sentence, sentence.
/// </summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To be judged by.</param>
/// <param name="Hash">SHA-256 of both files.</param>
internal sealed record SimilarPairs(IReadOnlyList<SimilarPair> Train, IReadOnlyList<SimilarPair> Test, string Hash)
{
    private const string Folder = "stsbenchmark";
    private const int ScoreColumn = 4;
    private const double Highest = 5;

    /// <summary>Reads <c>stsbenchmark/sts-train.csv</c> and <c>sts-test.csv</c> in the user's folder of data.</summary>
    /// <exception cref="NotApplicableException">No folder was named, or a file is missing.</exception>
    /// <exception cref="FormatException">A line cannot be read; the message names file and line.</exception>
    public static SimilarPairs Open(string? data)
    {
        if (data is null)
            throw new NotApplicableException(
                $"It reads '{Path.Combine(Folder, "sts-train.csv")}' in the folder of data, and none was named.");
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (train, test) = (Read("sts-train.csv"), Read("sts-test.csv"));
        return new(train, test, Convert.ToHexStringLower(sha.GetHashAndReset()));

        IReadOnlyList<SimilarPair> Read(string name)
        {
            var file = Path.Combine(data, Folder, name);
            if (!File.Exists(file)) throw new NotApplicableException($"There is no file '{file}'.");
            var bytes = BoundedFile.Bytes(file);
            sha.AppendData(bytes);
            var lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n');
            SimilarPair[] pairs = [.. lines.Select((text, i) => (text: text.TrimEnd('\r'), i)).Where(l => l.text.Length > 0)
                .Select(l => Pair(l.text, file, l.i + 1))];
            return pairs.Length > 2 ? pairs
                : throw new FormatException($"'{file}' has {pairs.Length} pairs, too few to correlate anything.");
        }
    }

    /// <summary>The words of a sentence: runs of letters and digits, in lower case.</summary>
    public static string[] Words(string sentence)
    {
        var words = new string([.. sentence.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? words : [sentence.Trim()];
    }

    private static SimilarPair Pair(string line, string file, int number)
    {
        var columns = line.Split('\t');
        if (columns.Length < ScoreColumn + 3)
            throw new FormatException($"'{file}' line {number} has {columns.Length} columns, "
                + $"where at least {ScoreColumn + 3} were expected.");
        if (!double.TryParse(columns[ScoreColumn], NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
            || score is not (>= 0 and <= Highest))
            throw new FormatException($"'{file}' line {number}: '{columns[ScoreColumn]}' is no score from 0 to {Highest}.");
        return new(Words(columns[ScoreColumn + 1]), Words(columns[ScoreColumn + 2]), score);
    }
}
