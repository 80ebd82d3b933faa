using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Bench.Stores;
using Heed.Models;

namespace Heed.Bench.Running;

/// <summary>
/// Rows that could not be written because the store was gone: they are kept beside it on this machine, and the next run of
/// the same store writes them.
/// </summary>
/// <param name="cache">The folder for what cells share.</param>
/// <param name="store">Which store it is, however it was named.</param>
internal sealed class Unsaved(string cache, string store)
{
    private readonly string folder = Path.Combine(cache, "unsaved",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store)))[..16]);

    /// <summary>Keeps a row; the file that it is in.</summary>
    public string Keep(Row row, string owner)
    {
        var path = Path.Combine(folder, row.Cell.Id + ".json");
        Directory.CreateDirectory(folder);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, new Kept(row, owner), BenchJson.Strict));
        RowLog.Waits(row.Cell, path);
        return path;
    }

    /// <summary>Writes what was kept, as far as the store has its cell and nobody else has a row or is at work on it.</summary>
    /// <returns>How many rows that were, and the files that cannot be read.</returns>
    public (int Written, IReadOnlyList<string> Damaged) WriteTo(Store store, Claims claims)
    {
        if (!Directory.Exists(folder)) return (0, []);
        var (written, damaged) = (0, new List<string>());
        var (meant, finished) = (store.Cells().Select(c => c.Id).ToHashSet(StringComparer.Ordinal), store.Finished());
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Read(path) is not var (row, owner))
            {
                damaged.Add(path);
                continue;
            }

            if (!meant.Contains(row.Cell.Id)) continue;                                     // of a store that stood there before
            var done = finished.Contains(row.Cell.Id);
            if (!done && (store.Finish(row, owner) || (claims.TryTake(row.Cell) && claims.Finish(row))))
                (done, written) = (true, written + 1);
            if (done) File.Delete(path);
        }

        return (written, damaged);
    }

    private static Kept? Read(string path)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(BoundedFile.Text(path), BenchJson.Strict);
            return kept?.Row is { } row && row.Cell.Id == Path.GetFileNameWithoutExtension(path)
                && row.Outcome is null == (row.State != CellState.Done) && (row.Outcome is null || OutcomeCheck.Fault(row.Outcome) is null)
                ? kept : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A row, and who held the claim on its cell.</summary>
    private sealed record Kept(Row Row, string Owner);
}
