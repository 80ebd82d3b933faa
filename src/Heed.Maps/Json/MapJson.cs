using System.Text;
using System.Text.Json;

namespace Heed.Maps;

/// <summary>Maps as JSON, exactly: every float32 comes back as it was. The format is described in docs/guide/map-format.md.</summary>
public static class MapJson
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "heed-map";

    /// <summary>The version of the format that is written, and the only one that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes a map as UTF-8; the same map gives the same bytes.</summary>
    /// <param name="map">The map to write.</param>
    /// <param name="stream">Where to write; it stays open.</param>
    public static void Write(AttentionMap map, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = false });
        MapJsonWriter.Write(map, json);
    }

    /// <summary>Reads a map.</summary>
    /// <param name="stream">UTF-8 text, to its end.</param>
    /// <exception cref="FormatException">The text is not such a map: the message says what is wrong and where.</exception>
    public static AttentionMap Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    /// <summary>Reads a map from the bytes of its UTF-8 text.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <exception cref="FormatException">The text is not such a map: the message says what is wrong and where.</exception>
    public static AttentionMap Parse(ReadOnlySpan<byte> utf8)
    {
        var bom = Encoding.UTF8.Preamble;
        return MapJsonReader.Read(utf8.StartsWith(bom) ? utf8[bom.Length..] : utf8);
    }
}
