using System.Text;

namespace Heed.Models.Data;

/// <summary>Reads a file line by line, in memory of one line only. It has an end: a device is no file of lines.</summary>
internal static class Lines
{
    private const int Longest = 1 << 20;
    private const long Most = 256 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines with their numbers from 1 on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">Where lines that are too long are counted.</param>
    /// <param name="inUtf8">Whether a line that is not valid UTF-8 is an error of the file; else it is counted as bad too.</param>
    /// <exception cref="FormatException">The file is in another encoding; the message says at which byte.</exception>
    /// <exception cref="IOException">The file is missing, a folder, too large, or cannot be read.</exception>
    public static IEnumerable<(long Number, string Text)> Read(string path, BadLines bad, bool inUtf8 = false)
    {
        var name = Path.GetFileName(path);
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder, where a file was expected.");
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        using var file = File.OpenRead(path);
        if (file.CanSeek && file.Length > Most) throw TooLarge($"{file.Length:N0}");
        using var stream = new BufferedStream(file, 1 << 16);
        var bytes = 0L;
        using var line = new MemoryStream();
        for (var number = 1L; Next(stream, line) is { } length; number++)
        {
            if (length > Longest) bad.Add(name, number, $"has {length} bytes; at most {Longest} are read");
            else if (Decoded(line, number == 1, out var wrong) is { } text) yield return (number, text);
            else if (!inUtf8) bad.Add(name, number, "is not valid UTF-8");
            else throw new FormatException($"'{path}' is not valid UTF-8: byte {bytes + wrong + 1}, in line {number}, is 0x"
                + $"{line.GetBuffer()[wrong]:X2}. Convert it first, as by 'iconv -t UTF-8'.");
            bytes += length + 1;
            if (bytes > Most) throw TooLarge($"more than {Most:N0}");
        }

        IOException TooLarge(string count) =>
            new(FormattableString.Invariant($"'{path}' has {count} bytes, and {Most:N0} can be read: take a part of it."));
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
            else if (length > Most) break;                                                  // a device, and no line
        }

        return length;
    }

    private static string? Decoded(MemoryStream line, bool first, out int wrong)
    {
        try
        {
            var text = Strict.GetString(line.GetBuffer(), 0, (int)line.Length);
            wrong = text.IndexOf('\0', StringComparison.Ordinal);
            if (wrong >= 0)                                                                // as in UTF-16
            {
                wrong = Encoding.UTF8.GetByteCount(text.AsSpan(0, wrong));
                return null;
            }

            return (first ? text.TrimStart('\uFEFF') : text).TrimEnd('\r');
        }
        catch (DecoderFallbackException e)
        {
            wrong = e.Index;
            return null;
        }
    }
}
