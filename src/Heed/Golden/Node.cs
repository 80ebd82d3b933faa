using System.Text.Json;

namespace Heed.Golden;

/// <summary>A JSON value that knows where it stands, so that what is wrong with it can be said.</summary>
internal readonly record struct Node(JsonElement Element, string Place)
{
    public static Node Of(JsonElement element, string place) => new(element, place);

    public string Text
    {
        get
        {
            var text = Is(JsonValueKind.String, "a text");
            try
            {
                return text.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                throw new FormatException($"{Place} has half of a surrogate pair, which is no character; write both halves.", e);
            }
        }
    }

    public double Number
    {
        get
        {
            if (Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return Element.GetBoolean() ? 1 : 0;
            var number = Is(JsonValueKind.Number, "a number").GetDouble();
            return double.IsFinite(number) ? number : throw new FormatException($"{Place} is too large for a number.");
        }
    }

    public double Tolerance => Number is >= 0 and var t ? t : throw new FormatException($"{Place} is negative.");

    public long Size => Is(JsonValueKind.Number, "a whole number").TryGetInt64(out var size) && size >= 0 ? size
        : throw new FormatException($"{Place} must be a whole number from 0 on, not {Element.GetRawText()}.");

    public int Length => Is(JsonValueKind.Array, "a list").GetArrayLength();

    /// <summary>A number, truth value or text as it is; anything else as its JSON.</summary>
    public object Plain => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number,
        JsonValueKind.String => Text,
        _ => Element.GetRawText(),
    };

    public IEnumerable<Node> Items
    {
        get
        {
            var place = Place;
            return Is(JsonValueKind.Array, "a list").EnumerateArray().Select((e, i) => new Node(e, $"{place}[{i}]"));
        }
    }

    public IEnumerable<(string Name, Node Value)> Members
    {
        get
        {
            var place = Place;
            return Is(JsonValueKind.Object, "an object").EnumerateObject().Select(p => (p.Name, new Node(p.Value, $"{place}.{p.Name}")));
        }
    }

    public Node Get(string name) => Find(name) ?? throw new FormatException($"{Place} has no '{name}'.");

    public Node? Find(string name) =>
        Is(JsonValueKind.Object, "an object").TryGetProperty(name, out var value) ? new(value, $"{Place}.{name}") : null;

    private JsonElement Is(JsonValueKind kind, string expected) => Element.ValueKind == kind ? Element
        : throw new FormatException($"{Place} must be {expected}, not {Element.ValueKind.ToString().ToLowerInvariant()}.");
}
