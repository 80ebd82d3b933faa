using System.Text.Json;

namespace Heed.Tests.Conformance;

/// <summary>A tensor of a case: its numbers in full, and the type that they had.</summary>
internal sealed partial record OnnxTensor(string Name, string Type, long[] Shape, double[] Numbers)
{
    public static OnnxTensor Read(JsonElement json)
    {
        var type = json.GetProperty("dtype").GetString()!;
        long[] shape = [.. json.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        double[] numbers = [.. Decode(type, json.GetProperty("data").GetBytesFromBase64())];
        var name = json.GetProperty("name").GetString()!;
        return numbers.Length == shape.Aggregate(1L, (a, b) => a * b)
            ? new(name, type, shape, numbers)
            : throw new FormatException($"{name} has {numbers.Length} numbers, which do not fill ({string.Join(", ", shape)}).");
    }

    /// <summary>Says where computed numbers, rounded to the type of this tensor, differ; null when they do not.</summary>
    public string? Against(IReadOnlyList<long> shape, IEnumerable<double> computed)
    {
        if (!shape.SequenceEqual(Shape)) return $"{Name} has shape ({string.Join(", ", shape)}), expected ({string.Join(", ", Shape)})";
        var (relative, absolute) = Type == "float16" ? (2e-3, 1e-3) : (1e-5, 1e-6);
        var got = computed.Select(Rounded).ToArray();
        if (got.Length != Numbers.Length) return $"{Name} has {got.Length} numbers, expected {Numbers.Length}";
        var at = Enumerable.Range(0, got.Length).FirstOrDefault(i => !Near(got[i], Numbers[i], relative, absolute), -1);
        return at < 0 ? null : $"{Name}[{at}] is {got[at]}, expected {Numbers[at]}";
    }

    private static bool Near(double a, double b, double relative, double absolute) =>
        a.Equals(b) || Math.Abs(a - b) <= absolute + relative * Math.Abs(b);

    private double Rounded(double x) => Type == "float16" ? (double)(Half)x : x;

    private static IEnumerable<double> Decode(string type, byte[] bytes) => type switch
    {
        "float32" => bytes.Chunk(4).Select(b => (double)BitConverter.ToSingle(b)),
        "float16" => bytes.Chunk(2).Select(b => (double)BitConverter.ToHalf(b)),
        "int32" => bytes.Chunk(4).Select(b => (double)BitConverter.ToInt32(b)),
        "int64" => bytes.Chunk(8).Select(b => (double)BitConverter.ToInt64(b)),
        "bool" => bytes.Select(b => (double)b),
        _ => throw new FormatException($"No tensor of type {type} was expected."),
    };
}
