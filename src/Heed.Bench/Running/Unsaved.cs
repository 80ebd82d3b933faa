using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>Rows that could not be written because the store was gone: they are kept beside it on this machine, and the next run of the same store writes them.</summary>
internal sealed class Unsaved(string cache, string store)
{
    private readonly string folder = Path.Combine(cache, "unsaved", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store)))[..16]);

    /// <summary>Keeps a row; the file that it is in.</summary>
    public string Keep(Row row)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, row.Cell.Id + ".json");
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllText(temporary, JsonSerializer.Serialize(row, BenchJson.Line));
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    /// <summary>Writes what was kept, as far as the cells have no rows by now.</summary>
    /// <returns>How many rows that were.</returns>
    public int WriteTo(Claims claims)
    {
        if (!Directory.Exists(folder)) return 0;
        var written = 0;
        foreach (var path in Directory.GetFiles(folder, "*.json"))
        {
            var row = JsonSerializer.Deserialize<Row>(File.ReadAllText(path), BenchJson.Line)!;
            if (claims.TryTake(row.Cell) && claims.Finish(row)) written++;
            File.Delete(path);
        }

        return written;
    }
}
