using System.Buffers.Binary;
using System.Text.Json;

namespace Heed.Maps;

/// <summary>Writes what the page reads: the map, its labels, the measures of its heads, the colours.</summary>
internal static class PageData
{
    private const int RampSteps = 1023;

    public static void Write(Picture picture, Stream stream)
    {
        var map = picture.Map;
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("title", picture.Title);
        json.WriteStartArray("origin");
        foreach (var line in Captions.Origins(picture)) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteNumber("layers", map.Layers);
        json.WriteNumber("heads", map.Heads);
        json.WriteNumber("queries", map.Queries);
        json.WriteNumber("keys", map.Keys);
        json.WriteBoolean("signed", map.Signed);
        json.WriteBoolean("selfAttention", map.QueryLabels.SequenceEqual(map.KeyLabels) && map.QueryText == map.Text);
        WriteView(picture.View, json);
        WriteLabels("queryLabels", map.QueryLabels, map.QueryText, json);
        WriteLabels("keyLabels", map.KeyLabels, map.Text, json);
        WriteMeasures(map, json);
        json.WriteStartObject("themes");
        WriteTheme(Theme.Light, picture.View.Ramp, json);
        WriteTheme(Theme.Dark, picture.View.Ramp, json);
        json.WriteEndObject();
        WriteMask(map.Mask, json);
        WriteWeights(map.Weights, json);
        json.WriteEndObject();
    }

    private static void WriteView(MapView view, Utf8JsonWriter json)
    {
        json.WriteStartObject("view");
        json.WriteNumber("layer", view.Layer);
        json.WriteString("heads", view.Heads.ToString());
        json.WriteString("scale", view.Scale.ToString().ToLowerInvariant());
        json.WriteString("theme", view.Theme == Theme.Dark ? "dark" : "auto");
        json.WriteEndObject();
    }

    /// <summary>Each unit, with what lies between it and the one before and belongs to none, as the spaces between words do.</summary>
    private static void WriteLabels(string name, IReadOnlyList<Label> labels, string whole, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        var read = 0;
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteString("text", label.Text);
            json.WriteString("shown", label.Shown);
            json.WriteString("short", label.Short());
            if (label.Start > read) json.WriteString("before", whole.AsSpan(read, label.Start - read));
            read = Math.Max(read, label.Start + label.Length);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMeasures(AttentionMap map, Utf8JsonWriter json)
    {
        json.WriteStartArray("measures");
        for (var layer = 0; layer < map.Layers; layer++)
        {
            json.WriteStartArray();
            for (var head = 0; head < map.Heads; head++)
            {
                var m = Measures.OfHead(map, layer, head);
                json.WriteStartArray();
                foreach (var value in (double[])[m.Entropy, m.EffectiveKeys, m.Distance, m.FirstKey, m.SameToken])
                {
                    if (double.IsNaN(value)) json.WriteNullValue();
                    else json.WriteNumberValue(value);
                }
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteTheme(Theme theme, Ramp ramp, Utf8JsonWriter json)
    {
        var (one, two) = (Palette.Of(theme, ramp, diverging: false), Palette.Of(theme, ramp, diverging: true));
        json.WriteStartObject(theme.ToString().ToLowerInvariant());
        foreach (var (name, colour) in ((string, Rgb)[])[("paper", one.Paper), ("text", one.Text), ("masked", one.Masked),
            ("hatch", one.Hatch), ("nan", one.NaN)])
            json.WriteString(name, colour.Hex[1..]);
        WriteRamp("sequential", one.Cells, json);
        WriteRamp("diverging", two.Cells, json);
        json.WriteEndObject();
    }

    private static void WriteRamp(string name, ColourRamp ramp, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        for (var i = 0; i <= RampSteps; i++) json.WriteStringValue(ramp.At((double)i / RampSteps).Hex[1..]);
        json.WriteEndArray();
    }

    /// <summary>One bit for every pair, row by row, the lowest bit first; every plane starts at a byte.</summary>
    private static void WriteMask(MapMask? mask, Utf8JsonWriter json)
    {
        if (mask is null)
        {
            json.WriteNull("mask");
            return;
        }
        var stride = (mask.Queries * mask.Keys + 7) / 8;
        var bits = new byte[mask.Planes * stride];
        for (var plane = 0; plane < mask.Planes; plane++)
            for (int query = 0, i = 0; query < mask.Queries; query++)
                for (var key = 0; key < mask.Keys; key++, i++)
                    if (mask.IsMasked(plane, query, key)) bits[plane * stride + i / 8] |= (byte)(1 << i % 8);
        json.WriteStartObject("mask");
        json.WriteNumber("planes", mask.Planes);
        json.WriteBase64String("bits", bits);
        json.WriteEndObject();
    }

    private static void WriteWeights(ReadOnlySpan<float> weights, Utf8JsonWriter json)
    {
        var bytes = new byte[checked(weights.Length * sizeof(float))];
        for (var i = 0; i < weights.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), weights[i]);
        json.WriteBase64String("weights", bytes);
    }
}
