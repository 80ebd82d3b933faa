using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Models.Safetensors;

/// <summary>Writes a safetensors file. The same tensors give the same bytes: they are sorted by name.</summary>
public sealed class SafetensorsWriter
{
    private const int Alignment = 8;

    private readonly SortedDictionary<string, (ElementType Type, long[] Shape, byte[] Data)> tensors = new(StringComparer.Ordinal);

    /// <summary>Text that is stored with the tensors, sorted by key.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a tensor of F32; the numbers are copied.</summary>
    /// <param name="name">Its name; not <c>__metadata__</c>, and not one that is there already.</param>
    /// <param name="numbers">Its numbers, row-major.</param>
    /// <param name="shape">Its sizes.</param>
    /// <exception cref="ArgumentException">The name is taken, or the shape does not fit the numbers.</exception>
    public void Add(string name, ReadOnlySpan<float> numbers, params long[] shape) =>
        Add(name, ElementType.F32, Numbers.Of(numbers), shape);

    /// <summary>Adds a tensor of I64; the numbers are copied.</summary>
    /// <param name="name">Its name; not <c>__metadata__</c>, and not one that is there already.</param>
    /// <param name="numbers">Its numbers, row-major.</param>
    /// <param name="shape">Its sizes.</param>
    /// <exception cref="ArgumentException">The name is taken, or the shape does not fit the numbers.</exception>
    public void Add(string name, ReadOnlySpan<long> numbers, params long[] shape) => Add(name, ElementType.I64, Numbers.Of(numbers), shape);

    /// <summary>Writes the file to a stream.</summary>
    /// <param name="stream">Where it goes.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = Header();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, _, data) in tensors.Values) stream.Write(data);
    }

    private void Add(string name, ElementType type, byte[] data, long[] shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "__metadata__")
            throw new ArgumentException("'__metadata__' is no name for a tensor: the format keeps it for text.", nameof(name));
        if (shape.Any(n => n < 0) || shape.Aggregate(1L, (product, n) => checked(product * n)) * type.Size() != data.Length)
            throw new ArgumentException(
                $"'{name}' has {data.Length / type.Size()} numbers, which is not the shape [{string.Join(", ", shape)}].", nameof(shape));
        if (!tensors.TryAdd(name, (type, [.. shape], data)))
            throw new ArgumentException($"There is a tensor '{name}' already.", nameof(name));
    }

    /// <summary>The header, filled up with spaces so that the numbers begin at a multiple of eight.</summary>
    private byte[] Header()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0) WriteMetadata(json);
            var at = 0L;
            foreach (var (name, (type, shape, data)) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type.ToString());
                WriteList(json, "shape", shape);
                WriteList(json, "data_offsets", [at, at += data.Length]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (bytes.Length % Alignment != 0) bytes.WriteByte((byte)' ');
        return bytes.ToArray();
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in Metadata) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
