namespace Heed.Models.Data;

/// <summary>
/// Pairs from a file of two columns with a tab between them, source and target, one pair a line. Pairs are divided by the hash of their
/// source, so that the same source is never learned and tested.
/// </summary>
public static class Table
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; UTF-8.</param>
    /// <param name="source">How sources are cut.</param>
    /// <param name="target">How targets are cut.</param>
    /// <param name="longest">Pairs with more symbols on either side are counted as bad: one of them would pad a whole batch.</param>
    /// <param name="shares">How many are kept for validation and test.</param>
    /// <exception cref="IOException">The file is missing.</exception>
    /// <exception cref="FormatException">It has no pair to train on, or is not valid UTF-8.</exception>
    public static PairData Open(string path, Segmentation source, Segmentation target, int longest = 400, Shares? shares = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        shares ??= new();
        var bad = new BadLines();
        return new($"{Path.GetFileName(path)} by {source.Id}{(source == target ? "" : $" and {target.Id}")}", source, target,
            Read(path, source, target, longest, bad).Select(p => (shares.Of(source.Join(p.Source)), p)), bad);
    }

    private static IEnumerable<Pair> Read(string path, Segmentation source, Segmentation target, int longest, BadLines bad)
    {
        var name = Path.GetFileName(path);
        foreach (var (number, line) in Lines.Read(path, bad, inUtf8: true))
        {
            var columns = line.Split('\t');
            if (columns.Length != 2)
            {
                bad.Add(name, number,
                    $"has {columns.Length} {(columns.Length == 1 ? "column" : "columns")}, where a source, "
                        + "a tab and a target were expected");
                continue;
            }

            var pair = new Pair(source.Cut(columns[0]), target.Cut(columns[1]));
            if (pair.Source.Count == 0 || pair.Target.Count == 0)
                bad.Add(name, number, $"has an empty {(pair.Source.Count == 0 ? "source" : "target")}");
            else if (Math.Max(pair.Source.Count, pair.Target.Count) is var length && length > longest)
                bad.Add(name, number, $"has {length} symbols, more than {longest}");
            else yield return pair;
        }
    }
}
