using System.Text;
using System.Text.Json.Nodes;

namespace Heed.Tests;

/// <summary>Damaged copies of a JSON file, the same in every run: odd values, names that are missing or twice, broken bytes.</summary>
internal static class Mutations
{
    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1", "2147483647", "-2147483648", "9223372036854775807", "1e300", "1e-300", "0.5", "100000", "\"\"",
        "\"\\ud800\"", "\"\\u0000\\u001b[2J\"", "\"a\"", "\"../../etc\"", "[]", "[null]", "[[[[]]]]", "{}", "{\"a\":1}", "[1,2,3]",
    ];

    /// <summary>So many of them.</summary>
    public static IEnumerable<byte[]> Of(string json, int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(4) == 0)
            {
                yield return Broken(Encoding.UTF8.GetBytes(json), random);
                continue;
            }

            var root = JsonNode.Parse(json)!;
            for (var times = random.Next(1, 3); times > 0; times--) Change(root, random);
            yield return Encoding.UTF8.GetBytes(Raw(root, random));
        }
    }

    private static void Change(JsonNode root, Random random)
    {
        var places = Places(root).ToArray();
        if (places.Length == 0) return;
        var (parent, key) = places[random.Next(places.Length)];
        if (random.Next(5) == 0)
        {
            if (key is string name) parent.AsObject().Remove(name);
            else parent.AsArray().RemoveAt((int)key);
            return;
        }

        // A mark, for half of a surrogate pair has no place in a node.
        JsonNode odd = JsonValue.Create($"odd {random.Next(Odd.Length)}");
        if (key is string member) parent[member] = odd;
        else parent[(int)key] = odd;
    }

    private static string Raw(JsonNode root, Random random)
    {
        var text = root.ToJsonString();
        for (var i = 0; i < Odd.Length; i++) text = text.Replace($"\"odd {i}\"", Odd[i], StringComparison.Ordinal);
        return random.Next(20) == 0 ? text.Replace("{", "{\"twice\":1,\"twice\":1,", StringComparison.Ordinal) : text;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node)
    {
        var inner = node switch
        {
            JsonObject o => o.Select(p => ((object)p.Key, p.Value)),
            JsonArray a => a.Take(8).Select((value, i) => ((object)i, value)),
            _ => [],
        };
        foreach (var (key, value) in inner)
        {
            yield return (node, key);
            if (value is null) continue;
            foreach (var place in Places(value)) yield return place;
        }
    }

    private static byte[] Broken(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            default:
                var to = random.Next(at, bytes.Length);
                return [.. bytes[..to], .. bytes[at..]];
        }
    }
}
