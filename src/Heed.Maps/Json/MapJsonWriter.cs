using System.Text.Json;

namespace Heed.Maps;

/// <summary>Writes the members of a map in their fixed order.</summary>
internal static class MapJsonWriter
{
    private const int FlushAt = 1 << 16;

    public static void Write(AttentionMap map, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", MapJson.Schema);
        json.WriteNumber("version", MapJson.SchemaVersion);
        json.WriteString("orientation", "rows are queries, columns are keys");
        WriteProvenance(map.Provenance, json);
        json.WriteString("text", map.Text);
        if (map.QueryText != map.Text) json.WriteString("queryText", map.QueryText);
        json.WriteNumber("layers", map.Layers);
        json.WriteNumber("heads", map.Heads);
        WriteLabels("queries", map.QueryLabels, json);
        WriteLabels("keys", map.KeyLabels, json);
        WriteMask(map.Mask, json);
        WriteWeights(map, json);
        json.WriteEndObject();
    }

    private static void WriteProvenance(Provenance from, Utf8JsonWriter json)
    {
        json.WriteStartObject("provenance");
        json.WriteString("heed", from.Version);
        json.WriteString("mechanism", from.Mechanism);
        json.WriteString("weights", from.Weights);
        json.WriteString("unit", from.Unit);
        if (from.Seed is { } seed) json.WriteNumber("seed", seed);
        if (from.Width is { } width) json.WriteNumber("width", width);
        json.WriteString("dtype", from.DType);
        json.WriteStartArray("notes");
        foreach (var note in from.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLabels(string name, IReadOnlyList<Label> labels, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteString("text", label.Text);
            json.WriteNumber("start", label.Start);
            json.WriteNumber("length", label.Length);
            if (label.Id is { } id) json.WriteNumber("id", id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMask(MapMask? mask, Utf8JsonWriter json)
    {
        if (mask is null)
        {
            json.WriteNull("masked");
            return;
        }
        json.WriteStartArray("masked");
        for (var plane = 0; plane < mask.Planes; plane++)
        {
            json.WriteStartArray();
            for (var query = 0; query < mask.Queries; query++)
            {
                json.WriteStartArray();
                for (var key = 0; key < mask.Keys; key++) json.WriteBooleanValue(mask.IsMasked(plane, query, key));
                json.WriteEndArray();
                if (json.BytesPending > FlushAt) json.Flush();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteWeights(AttentionMap map, Utf8JsonWriter json)
    {
        json.WriteStartArray("weights");
        for (var layer = 0; layer < map.Layers; layer++)
        {
            json.WriteStartArray();
            for (var head = 0; head < map.Heads; head++) WriteHead(map, layer, head, json);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteHead(AttentionMap map, int layer, int head, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var query = 0; query < map.Queries; query++)
        {
            json.WriteStartArray();
            foreach (var weight in map.Row(layer, head, query))
            {
                if (float.IsNaN(weight)) json.WriteNullValue();
                else json.WriteNumberValue(weight);
            }
            json.WriteEndArray();
            if (json.BytesPending > FlushAt) json.Flush();
        }
        json.WriteEndArray();
    }
}
