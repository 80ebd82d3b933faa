using System.Text;

namespace Heed.Models.Data;

/// <summary>Reads a file line by line, in memory of one line only.</summary>
internal static class Lines
{
    private const int Longest = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines that are valid UTF-8, with their numbers from 1 on; others are counted as bad.</summary>
    /// <exception cref="IOException">The file is missing, a folder, or cannot be read.</exception>
    public static IEnumerable<(long Number, string Text)> Read(string path, BadLines bad)
    {
        var name = Path.GetFileName(path);
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder, where a file was expected.");
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        using var stream = new BufferedStream(File.OpenRead(path), 1 << 16);
        using var line = new MemoryStream();
        for (var number = 1L; Next(stream, line) is { } length; number++)
        {
            if (length > Longest) bad.Add(name, number, $"has {length} bytes; at most {Longest} are read");
            else if (Decoded(line, number == 1) is { } text) yield return (number, text);
            else bad.Add(name, number, "is not valid UTF-8");
        }
    }

    /// <summary>Reads a line without its end; the length also counts what was too long to keep; null at the end of the file.</summary>
    private static long? Next(BufferedStream stream, MemoryStream line)
    {
        line.SetLength(0);
        var (length, at) = (0L, stream.ReadByte());
        if (at < 0) return null;
        for (; at is not (-1 or '\n'); at = stream.ReadByte())
        {
            if (length++ < Longest) line.WriteByte((byte)at);
        }

        return length;
    }

    private static string? Decoded(MemoryStream line, bool first)
    {
        try
        {
            var text = Strict.GetString(line.GetBuffer(), 0, (int)line.Length);
            return (first ? text.TrimStart('\uFEFF') : text).TrimEnd('\r');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
