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
internal sealed class Unsaved(string cache, string store)
{
    private readonly string folder = Path.Combine(cache, "unsaved",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store)))[..16]);

    /// <summary>Keeps a row; the file that it is in.</summary>
    public string Keep(Row row, string owner)
    {
        var path = Path.Combine(folder, row.Cell.Id + ".json");
        Directory.CreateDirectory(folder);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, new Kept(row, owner), BenchJson.Line));
        return path;
    }

    /// <summary>Writes what was kept, as far as nobody else has a row or is at work on it.</summary>
    /// <returns>How many rows that were.</returns>
    public int WriteTo(Store store, Claims claims)
    {
        if (!Directory.Exists(folder)) return 0;
        var (written, finished) = (0, store.Finished());
        foreach (var path in Directory.GetFiles(folder, "*.json"))
        {
            var (row, owner) = JsonSerializer.Deserialize<Kept>(File.ReadAllText(path), BenchJson.Line)!;
            var done = finished.Contains(row.Cell.Id);
            if (!done && (store.Finish(row, owner) || (claims.TryTake(row.Cell) && claims.Finish(row))))
                (done, written) = (true, written + 1);
            if (done) File.Delete(path);
        }

        return written;
    }

    /// <summary>A row, and who held the claim on its cell.</summary>
    private sealed record Kept(Row Row, string Owner);
}
