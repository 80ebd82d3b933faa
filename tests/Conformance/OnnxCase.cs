using System.Text.Json;

namespace Heed.Tests.Conformance;

/// <summary>One node with its inputs and the outputs that the standard's reference implementation gives.</summary>
internal sealed partial record OnnxCase(
    IReadOnlyDictionary<string, double> Attributes,
    IReadOnlyDictionary<string, OnnxTensor> Inputs,
    IReadOnlyList<OnnxTensor> Outputs)
{
    public static OnnxCase Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        return new(
            root.GetProperty("attributes").EnumerateObject().ToDictionary(a => a.Name, a => a.Value.GetDouble()),
            root.GetProperty("inputs").EnumerateArray().Select(OnnxTensor.Read).ToDictionary(t => t.Name),
            [.. root.GetProperty("outputs").EnumerateArray().Select(OnnxTensor.Read)]);
    }

    public double? Attribute(string name) => Attributes.TryGetValue(name, out var value) ? value : null;
}
