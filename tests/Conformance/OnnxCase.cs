using System.Text.Json;

namespace Heed.Tests.Conformance;

/// <summary>One node with its inputs and the outputs that the standard's reference implementation gives.</summary>
internal sealed partial record OnnxCase(
    IReadOnlyDictionary<string, double> Attributes,
    IReadOnlyDictionary<string, OnnxTensor> Inputs,
    IReadOnlyList<OnnxTensor> Outputs)
{
    /// <summary>Attributes that are no numbers.</summary>
    public IReadOnlyDictionary<string, string> Words { get; private init; } = new Dictionary<string, string>();

    public static OnnxCase Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        return new(
            root.GetProperty("attributes").EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.Number)
                .ToDictionary(a => a.Name, a => a.Value.GetDouble()),
            root.GetProperty("inputs").EnumerateArray().Select(OnnxTensor.Read).ToDictionary(t => t.Name),
            [.. root.GetProperty("outputs").EnumerateArray().Select(OnnxTensor.Read)])
        {
            Words = root.GetProperty("attributes").EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(a => a.Name, a => a.Value.GetString()!),
        };
    }

    public double? Attribute(string name) => Attributes.TryGetValue(name, out var value) ? value : null;
}
