using System.Buffers.Binary;

namespace Heed.Models.Safetensors;

/// <summary>
/// Reads a safetensors file: eight bytes with the length of a JSON header, the header, and the numbers in little-endian order. The
/// header is checked against the file before memory for any tensor is asked for. One thread at a time.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private const int LengthBytes = 8;

    private readonly Stream stream;
    private readonly string source;
    private readonly long dataStart;
    private readonly SafetensorsHeader header;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is no valid safetensors file; the message names it and says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SafetensorsReader(string path)
        : this(File.OpenRead(path), path)
    {
    }

    /// <summary>Reads from a stream that can seek, and closes it in the end.</summary>
    /// <param name="stream">The bytes of a file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="FormatException">It is no valid safetensors file.</exception>
    public SafetensorsReader(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (this.stream, this.source) = (stream, source);
        try
        {
            var length = HeaderLength();
            var json = new byte[length];
            stream.ReadExactly(json);
            dataStart = LengthBytes + length;
            header = SafetensorsHeader.Parse(json, stream.Length - dataStart);
        }
        catch (FormatException e)
        {
            stream.Dispose();
            throw new FormatException($"'{source}' is no valid safetensors file. {e.Message}", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>All tensors, in the order of their places in the file.</summary>
    public IEnumerable<TensorEntry> Entries => header.Entries.Values.OrderBy(e => e.Start).ThenBy(e => e.Name, StringComparer.Ordinal);

    /// <summary>Text that was stored with the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Whether there is a tensor of that name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => header.Entries.ContainsKey(name);

    /// <summary>The place of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public TensorEntry Entry(string name) => header.Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new FormatException($"'{source}' has no tensor '{name}'.");

    /// <summary>Reads a tensor of F64, F32, F16 or BF16 as float32; F64 is rounded.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its numbers, row-major.</returns>
    /// <exception cref="FormatException">There is none of that name, it holds no floating-point numbers, or too many.</exception>
    public float[] Floats(string name)
    {
        var entry = Entry(name);
        if (!Numbers.AreFloats(entry.Type))
            throw new FormatException($"'{name}' in '{source}' is {entry.Type}, where floating-point numbers were expected.");
        return Numbers.ToFloats(Bytes(entry), entry.Type);
    }

    /// <summary>Reads a tensor of floating-point numbers as float32, none of which may be NaN or infinite.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its numbers, row-major.</returns>
    /// <exception cref="FormatException">There is none of that name, or it holds something else.</exception>
    internal float[] Finite(string name)
    {
        var numbers = Floats(name);
        var wrong = Array.FindIndex(numbers, x => !float.IsFinite(x));
        return wrong < 0 ? numbers
            : throw new FormatException($"'{name}' in '{source}' has {(float.IsNaN(numbers[wrong]) ? "NaN" : "infinity")} "
                + $"at place {wrong}: it is damaged, or was written by a training that had diverged.");
    }

    /// <summary>Reads a tensor of I64.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its numbers, row-major.</returns>
    /// <exception cref="FormatException">There is none of that name, it holds other numbers, or too many.</exception>
    public long[] Longs(string name)
    {
        var entry = Entry(name);
        if (entry.Type != ElementType.I64) throw new FormatException($"'{name}' in '{source}' is {entry.Type}, where I64 was expected.");
        return Numbers.ToLongs(Bytes(entry));
    }

    /// <summary>The bytes of a tensor as they are.</summary>
    /// <param name="entry">Its place.</param>
    /// <exception cref="FormatException">It has more bytes than can be read at once.</exception>
    public byte[] Bytes(TensorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.End - entry.Start > Array.MaxLength)
            throw new FormatException(FormattableString.Invariant($"'{entry.Name}' in '{source}' has {entry.End - entry.Start:N0} bytes, ")
                + FormattableString.Invariant($"and {Array.MaxLength:N0} can be read at once: divide it into several tensors."));
        var bytes = new byte[entry.End - entry.Start];
        stream.Position = dataStart + entry.Start;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc />
    public void Dispose() => stream.Dispose();

    private long HeaderLength()
    {
        if (stream.Length < LengthBytes) throw new FormatException($"It has {stream.Length} bytes, too few for the length of a header.");
        Span<byte> bytes = stackalloc byte[LengthBytes];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > SafetensorsHeader.LongestHeader)
            throw new FormatException($"Its header would have {length} bytes; at most {SafetensorsHeader.LongestHeader} are allowed.");
        if ((long)length > stream.Length - LengthBytes)
            throw new FormatException(
                $"Its header has {length} bytes, but only {stream.Length - LengthBytes} follow: the file is cut off.");
        return (long)length;
    }
}
