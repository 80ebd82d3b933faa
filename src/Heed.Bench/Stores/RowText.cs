using System.Text.Json;

namespace Heed.Bench.Stores;

/// <summary>Rows as text.</summary>
public static class RowText
{
    /// <summary>A row as JSON.</summary>
    /// <param name="row">The row.</param>
    public static string Json(Row row) => JsonSerializer.Serialize(row, BenchJson.Indented);
}
