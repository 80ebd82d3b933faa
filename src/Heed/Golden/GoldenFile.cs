using System.Text.Json;

namespace Heed.Golden;

/// <summary>Cases for one mechanism whose numbers were computed by other people's code.</summary>
/// <param name="Id">An id of the catalog, or an expression.</param>
/// <param name="Cases">The cases.</param>
public sealed record GoldenFile(string Id, IReadOnlyList<GoldenCase> Cases)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a file and checks that every tensor has as many numbers as its shape says.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="FormatException">What is wrong with it, and where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static GoldenFile Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(BoundedFile.Bytes(path, wayOut: "divide its cases among several files"), Strict);
            var root = Node.Of(document.RootElement, "The file");
            return new(root.Get("id").Text, [.. root.Get("cases").Items.Select(GoldenCase.Read)]);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("The file has a name with half of a surrogate pair, which is no character; write both halves.", e);
        }
        catch (JsonException e) when (e.Message is ['\'', 'N' or 'I', '\'', ' ', 'i', 's', ..])
        {
            throw new FormatException($"The file is not valid JSON at line {e.LineNumber + 1}: JSON has no NaN and no Infinity. "
                + "Write what −∞ hides as a boolean 'mask' (1 = may attend) instead of in 'bias'.", e);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file is not valid JSON: {JsonFault.Words(e).TrimEnd('.')}.", e);
        }
    }
}

/// <summary>Inputs and the outputs that somebody else got for them.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Options">Arguments of the mechanism by name.</param>
/// <param name="Inputs">q, k, v, masks and signals by name.</param>
/// <param name="Outputs">What is expected, by name.</param>
/// <param name="Relative">The relative tolerance.</param>
/// <param name="Absolute">The absolute tolerance.</param>
public sealed record GoldenCase(
    string Name,
    IReadOnlyDictionary<string, object> Options,
    IReadOnlyDictionary<string, Numbers> Inputs,
    IReadOnlyDictionary<string, Numbers> Outputs,
    double Relative,
    double Absolute)
{
    internal static GoldenCase Read(Node node)
    {
        var tolerance = node.Get("tolerance");
        var outputs = node.Get("outputs").Members.ToDictionary(m => m.Name, m => Numbers.Read(m.Value));
        if (!outputs.ContainsKey("output")) throw new FormatException($"{node.Get("outputs").Place} has no 'output'.");
        return new(
            node.Get("name").Text,
            node.Get("options").Members.ToDictionary(m => m.Name, m => m.Value.Plain),
            node.Get("inputs").Members.ToDictionary(m => m.Name, m => Numbers.Read(m.Value)),
            outputs,
            tolerance.Get("rtol").Tolerance,
            tolerance.Get("atol").Tolerance);
    }
}

/// <summary>A tensor in a file.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Data">Its numbers, row-major.</param>
/// <param name="IsBoolean">Whether they are truth values.</param>
public sealed record Numbers(long[] Shape, double[] Data, bool IsBoolean)
{
    /// <summary>Whether they are whole numbers, such as places.</summary>
    public bool IsWhole { get; private init; }

    internal static Numbers Read(Node node)
    {
        var shape = node.Get("shape").Items.Select(s => s.Size).ToArray();
        var data = node.Get("data");
        if (shape.Aggregate(1.0, (a, b) => a * Math.Max(1, b)) > int.MaxValue)
            throw new FormatException($"{node.Place}.shape ({string.Join(", ", shape)}) is too large for a tensor in a file.");
        var count = shape.Aggregate(1.0, (a, b) => a * b);
        if (data.Length != count)
            throw new FormatException($"{data.Place} has {data.Length} numbers, but the shape ({string.Join(", ", shape)}) has {count}.");
        var type = node.Find("dtype")?.Text ?? "float";
        if (type is not ("float" or "bool" or "int"))
            throw new FormatException($"{node.Place}.dtype is '{type}'; known are float, bool and int.");
        return new(shape, [.. data.Items.Select(d => d.Number)], type == "bool") { IsWhole = type == "int" };
    }

    internal Tensor ToTensor(torch.ScalarType type)
    {
        var numbers = torch.tensor(Data, torch.float64).reshape(Shape);
        return IsBoolean ? numbers.to(torch.ScalarType.Bool) : numbers.to(type);
    }
}
