using System.Text.Json;

namespace Heed.Maps;

/// <summary>A JSON reader whose complaints say what was expected and where: the member and the byte.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> utf8)
{
    private Utf8JsonReader reader = new(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 16 });

    public readonly JsonTokenType Type => reader.TokenType;

    public readonly long Position => reader.TokenStartIndex;

    /// <summary>Moves to the next token; the text must not end before it.</summary>
    public void Next(string where)
    {
        try
        {
            if (!reader.Read()) throw Wrong(where, "the text ends too early");
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not JSON at byte {reader.BytesConsumed} (while reading {where}). {e.Message}", e);
        }
    }

    /// <summary>After the last token nothing but white space may follow.</summary>
    public void End()
    {
        try
        {
            if (reader.Read()) throw Wrong("the map", "more text follows its end");
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not JSON at byte {reader.BytesConsumed}, after the end of the map. {e.Message}", e);
        }
    }

    public void Expect(JsonTokenType type, string where)
    {
        if (reader.TokenType != type) throw Wrong(where, $"{type} expected, {reader.TokenType} found");
    }

    /// <summary>Moves into the next member of an object: false at the object's end. A name that occurs twice is refused.</summary>
    public bool Member(string where, HashSet<string> seen, out string name)
    {
        Next(where);
        name = "";
        if (reader.TokenType == JsonTokenType.EndObject) return false;
        name = String(where);
        if (!seen.Add(name)) throw Wrong(where, $"the member '{name}' occurs twice");
        Next($"{where}.{name}");
        return true;
    }

    public string String(string where)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) Expect(JsonTokenType.String, where);
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{where}: not valid Unicode text at byte {Position}.", e);
        }
    }

    public int Int(string where)
    {
        Expect(JsonTokenType.Number, where);
        return reader.TryGetInt32(out var value) ? value : throw Wrong(where, "an integer below 2^31 expected");
    }

    public long Long(string where)
    {
        Expect(JsonTokenType.Number, where);
        return reader.TryGetInt64(out var value) ? value : throw Wrong(where, "an integer below 2^63 expected");
    }

    public float Float(string where)
    {
        if (reader.TokenType == JsonTokenType.Null) return float.NaN;
        Expect(JsonTokenType.Number, where);
        return reader.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw Wrong(where, "a finite float32 expected");
    }

    public void Skip(string where)
    {
        try
        {
            reader.Skip();
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not JSON at byte {reader.BytesConsumed} (while reading {where}). {e.Message}", e);
        }
    }

    public readonly FormatException Wrong(string where, string what) => new($"{where}: {what}, at byte {Position}.");
}
