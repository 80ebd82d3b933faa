using System.Text.Json;

namespace Heed.Maps;

/// <summary>
/// Reads a map. Members may come in any order: the numbers (<c>masked</c>, <c>weights</c>) are first only skipped, and read
/// when the sizes are known and have been compared with the length of the text, so that a wrong size allocates nothing.
/// </summary>
internal ref struct MapJsonReader
{
    private JsonCursor masked;
    private JsonCursor weights;
    private int? layers;
    private int? heads;
    private List<Label>? queries;
    private List<Label>? keys;
    private string? schema;
    private int? version;
    private string? text;
    private string? queryText;
    private Provenance? provenance;

    public static AttentionMap Read(ReadOnlySpan<byte> utf8)
    {
        var read = new MapJsonReader();
        var seen = read.Members(utf8);
        foreach (var name in (string[])["schema", "version", "provenance", "text", "layers", "heads", "queries",
            "keys", "masked", "weights"])
            if (!seen.Contains(name)) throw new FormatException($"The map lacks the member '{name}'.");
        if (read.schema != MapJson.Schema) throw new FormatException($"schema: '{read.schema}' found, '{MapJson.Schema}' expected.");
        if (read.version != MapJson.SchemaVersion)
            throw new FormatException($"version: {read.version} found; this Heed reads version {MapJson.SchemaVersion}.");
        return read.Build(utf8.Length);
    }

    private HashSet<string> Members(ReadOnlySpan<byte> utf8)
    {
        var json = new JsonCursor(utf8);
        var seen = new HashSet<string>();
        json.Next("the map");
        json.Expect(JsonTokenType.StartObject, "the map");
        while (json.Member("the map", seen, out var name))
        {
            switch (name)
            {
                case "schema": schema = json.String(name); break;
                case "version": version = json.Int(name); break;
                case "orientation": json.Expect(JsonTokenType.String, name); break;
                case "provenance": provenance = MapJsonParts.Provenance(ref json); break;
                case "text": text = json.String(name); break;
                case "queryText": queryText = json.String(name); break;
                case "layers": layers = json.Int(name); break;
                case "heads": heads = json.Int(name); break;
                case "queries": queries = MapJsonParts.Labels(ref json, name); break;
                case "keys": keys = MapJsonParts.Labels(ref json, name); break;
                case "masked": masked = json; json.Skip(name); break;
                case "weights": weights = json; json.Skip(name); break;
                default: throw json.Wrong("the map", $"the member '{name}' is unknown");
            }
        }
        json.End();
        return seen;
    }

    private AttentionMap Build(int bytes)
    {
        var (l, h, q, k) = (layers!.Value, heads!.Value, queries!.Count, keys!.Count);
        if (l < 1 || h < 1 || q < 1 || k < 1)
            throw new FormatException($"A map needs at least 1 layer, head, query and key; {l}, {h}, {q}, {k} given.");
        if ((UInt128)l * (uint)h * (uint)q * (uint)k * 2 > (UInt128)bytes)
            throw new FormatException($"weights: {l} layers × {h} heads × {q} queries × {k} keys cannot be in a text of {bytes} bytes.");
        var mask = MapJsonParts.Mask(ref masked, l * h, q, k);
        var numbers = MapJsonParts.Weights(ref weights, l, h, q, k);
        try
        {
            return new(numbers, l, h, queries, keys, text!, provenance!, mask, queryText);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"The map does not fit together. {e.Message}", e);
        }
    }
}
