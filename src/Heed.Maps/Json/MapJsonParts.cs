using System.Text.Json;

namespace Heed.Maps;

/// <summary>Reads the parts of a map that have a structure of their own.</summary>
internal static class MapJsonParts
{
    public static Provenance Provenance(ref JsonCursor json)
    {
        const string Where = "provenance";
        json.Expect(JsonTokenType.StartObject, Where);
        string? heed = null, mechanism = null, weights = null, unit = null, dtype = null;
        long? seed = null;
        int? width = null;
        List<string>? notes = null;
        var seen = new HashSet<string>();
        while (json.Member(Where, seen, out var name))
        {
            var where = $"{Where}.{name}";
            switch (name)
            {
                case "heed": heed = json.String(where); break;
                case "mechanism": mechanism = json.String(where); break;
                case "weights": weights = json.String(where); break;
                case "unit": unit = json.String(where); break;
                case "seed": seed = json.Long(where); break;
                case "width": width = json.Int(where); break;
                case "dtype": dtype = json.String(where); break;
                case "notes": notes = Strings(ref json, where); break;
                default: throw json.Wrong(Where, $"the member '{name}' is unknown");
            }
        }
        if (heed is null || mechanism is null || weights is null || unit is null || dtype is null || notes is null)
            throw json.Wrong(Where, "one of the members heed, mechanism, weights, unit, dtype, notes is missing");
        return new(mechanism, weights, unit) { Version = heed, Seed = seed, Width = width, DType = dtype, Notes = notes };
    }

    public static List<Label> Labels(ref JsonCursor json, string where)
    {
        json.Expect(JsonTokenType.StartArray, where);
        var labels = new List<Label>();
        while (Item(ref json, where)) labels.Add(Label(ref json, $"{where}[{labels.Count}]"));
        return labels;
    }

    public static MapMask? Mask(ref JsonCursor json, int heads, int queries, int keys)
    {
        if (json.Type == JsonTokenType.Null) return null;
        var shared = json;
        var planes = Count(ref shared, "masked");
        if (planes != 1 && planes != heads) throw json.Wrong("masked", $"{planes} planes found; 1 or layers × heads = {heads} expected");
        var visible = new bool[(long)planes * queries * keys];
        var i = 0;
        json.Expect(JsonTokenType.StartArray, "masked");
        for (var plane = 0; plane < planes; plane++)
        {
            Open(ref json, "masked", plane);
            for (var query = 0; query < queries; query++)
            {
                Open(ref json, "masked", plane, query);
                for (var key = 0; key < keys; key++)
                {
                    json.Next("masked");
                    if (json.Type is not (JsonTokenType.True or JsonTokenType.False))
                        throw json.Wrong(Place("masked", plane, query, key),
                            $"true or false expected, {json.Type} found ({keys} keys to a row)");
                    visible[i++] = json.Type == JsonTokenType.False;
                }
                Close(ref json, $"{keys} keys", "masked", plane, query);
            }
            Close(ref json, $"{queries} queries", "masked", plane);
        }
        return MapMask.FromVisible(visible, queries, keys, planes);
    }

    public static float[] Weights(ref JsonCursor json, int layers, int heads, int queries, int keys)
    {
        const string W = "weights";
        var numbers = new float[(long)layers * heads * queries * keys];
        var i = 0;
        json.Expect(JsonTokenType.StartArray, W);
        for (var layer = 0; layer < layers; layer++)
        {
            Open(ref json, W, layer);
            for (var head = 0; head < heads; head++)
            {
                Open(ref json, W, layer, head);
                for (var query = 0; query < queries; query++)
                {
                    Open(ref json, W, layer, head, query);
                    for (var key = 0; key < keys; key++)
                    {
                        json.Next(W);
                        if (json.Type is not (JsonTokenType.Number or JsonTokenType.Null))
                            throw json.Wrong(Place(W, layer, head, query, key),
                                $"a number or null expected, {json.Type} found ({keys} keys to a row)");
                        numbers[i++] = json.Float(W);
                    }
                    Close(ref json, $"{keys} keys", W, layer, head, query);
                }
                Close(ref json, $"{queries} queries", W, layer, head);
            }
            Close(ref json, $"{heads} heads", W, layer);
        }
        Close(ref json, $"{layers} layers", W);
        return numbers;
    }

    private static Label Label(ref JsonCursor json, string where)
    {
        json.Expect(JsonTokenType.StartObject, where);
        string? text = null;
        int? start = null, length = null, id = null;
        var seen = new HashSet<string>();
        while (json.Member(where, seen, out var name))
        {
            switch (name)
            {
                case "text": text = json.String($"{where}.{name}"); break;
                case "start": start = json.Int($"{where}.{name}"); break;
                case "length": length = json.Int($"{where}.{name}"); break;
                case "id": id = json.Int($"{where}.{name}"); break;
                default: throw json.Wrong(where, $"the member '{name}' is unknown");
            }
        }
        if (text is null || start is null || length is null) throw json.Wrong(where, "one of the members text, start, length is missing");
        return new(text, start.Value, length.Value, id);
    }

    private static List<string> Strings(ref JsonCursor json, string where)
    {
        json.Expect(JsonTokenType.StartArray, where);
        var all = new List<string>();
        while (Item(ref json, where)) all.Add(json.String(where));
        return all;
    }

    private static int Count(ref JsonCursor json, string where)
    {
        json.Expect(JsonTokenType.StartArray, where);
        var count = 0;
        for (; Item(ref json, where); count++) json.Skip(where);
        return count;
    }

    private static bool Item(ref JsonCursor json, string where)
    {
        json.Next(where);
        return json.Type != JsonTokenType.EndArray;
    }

    private static void Open(ref JsonCursor json, string name, params ReadOnlySpan<int> place)
    {
        json.Next(name);
        if (json.Type != JsonTokenType.StartArray) throw json.Wrong(Place(name, place), $"an array expected, {json.Type} found");
    }

    private static void Close(ref JsonCursor json, string size, string name, params ReadOnlySpan<int> place)
    {
        json.Next(name);
        if (json.Type != JsonTokenType.EndArray) throw json.Wrong(Place(name, place), $"longer than {size}");
    }

    private static string Place(string name, params ReadOnlySpan<int> place) =>
        place.IsEmpty ? name : $"{name}[{string.Join("][", place.ToArray())}]";
}
