using System.Text.Json;

namespace Heed.Models.Safetensors;

/// <summary>
/// The table of contents of a safetensors file: JSON that gives every tensor's type, shape and place. Nothing in it is
/// believed before it is checked.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The limit of the reference implementation.</summary>
    public const long LongestHeader = 100_000_000;

    private const string MetadataKey = "__metadata__";

    private SafetensorsHeader(IReadOnlyDictionary<string, TensorEntry> entries, IReadOnlyDictionary<string, string> metadata) =>
        (Entries, Metadata) = (entries, metadata);

    public IReadOnlyDictionary<string, TensorEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Checks a header against the number of bytes that follow it.</summary>
    /// <exception cref="FormatException">What is wrong, naming the tensor.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        if (json.Span is not [(byte)'{', ..]) throw new FormatException("The header does not start with '{'.");
        try
        {
            return Checked(json, dataLength);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("The header has a name or a text that is not valid Unicode.", e);
        }
    }

    private static SafetensorsHeader Checked(ReadOnlyMemory<byte> json, long dataLength)
    {
        using var document = Document(json);
        var entries = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in document.RootElement.EnumerateObject())
        {
            if (!seen.Add(item.Name)) throw new FormatException($"The header has two entries '{item.Name}'.");
            if (item.Name == MetadataKey) ReadMetadata(item.Value, metadata);
            else entries.Add(item.Name, EntryReader.Read(item.Name, item.Value, dataLength));
        }

        Fill(entries.Values, dataLength);
        return new(entries, metadata);
    }

    private static JsonDocument Document(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = 4 });
        }
        catch (JsonException e)
        {
            throw new FormatException($"The header is not valid JSON. {JsonFault.Words(e)}", e);
        }
    }

    private static void ReadMetadata(JsonElement given, Dictionary<string, string> metadata)
    {
        if (given.ValueKind != JsonValueKind.Object) throw new FormatException($"'{MetadataKey}' is no object of strings.");
        foreach (var pair in given.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.String)
                throw new FormatException($"'{MetadataKey}' has '{pair.Name}', which is no string.");
            if (!metadata.TryAdd(pair.Name, pair.Value.GetString()!))
                throw new FormatException($"'{MetadataKey}' has '{pair.Name}' twice.");
        }
    }

    /// <summary>The tensors must fill the file: no byte belongs to two of them, and none to nobody.</summary>
    private static void Fill(IEnumerable<TensorEntry> entries, long dataLength)
    {
        var (at, before) = (0L, "the header");
        foreach (var entry in entries.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (entry.Start < at)
                throw new FormatException($"'{entry.Name}' starts at byte {entry.Start} and overlaps '{before}', which ends at {at}.");
            if (entry.Start > at)
                throw new FormatException($"The {entry.Start - at} bytes between '{before}' and '{entry.Name}' belong to no tensor.");
            (at, before) = (entry.End, entry.Name);
        }

        if (at < dataLength) throw new FormatException($"The last {dataLength - at} bytes belong to no tensor.");
    }
}
