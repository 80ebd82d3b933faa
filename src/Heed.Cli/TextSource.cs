using System.Text;
using Heed.Cli.Terminal;

namespace Heed.Cli;

/// <summary>
/// The text that a command works on: written on the command line, from standard input (-), or from a file (@file). It has bounds, because
/// every unit of it takes a hundred bytes and more.
/// </summary>
internal static class TextSource
{
    private const int Most = 4_000_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(string source, Screen screen)
    {
        var text = source switch
        {
            "-" => Decode(screen.Input(), "standard input"),
            ['@', .. var path] => Decode(Open(path), $"'{path}'"),
            _ => source,
        };
        return text.Length > 0 ? text : throw new Failure("The text is empty: give at least one character.");
    }

    private static FileStream Open(string path)
    {
        if (path.Length == 0) throw new Failure("'@' must be followed by the name of a file; to look at an at sign, pipe it in with '-'.");
        if (Directory.Exists(path)) throw new Failure($"'{path}' is a folder, not a file.");
        if (!File.Exists(path)) throw new Failure($"There is no file '{path}'.");
        return File.OpenRead(path);
    }

    /// <summary>Strict UTF-8; a mark at the start and one line end at the end do not belong to the text.</summary>
    private static string Decode(Stream stream, string name)
    {
        try
        {
            var text = Strict.GetString(Bytes(stream, name)).TrimStart('\uFEFF');
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new Failure($"{name} is not valid UTF-8: byte {e.Index + 1} is 0x{e.BytesUnknown?.FirstOrDefault():X2}.");
        }
    }

    private static ReadOnlySpan<byte> Bytes(Stream stream, string name)
    {
        using (stream)
        {
            if (stream.CanSeek && stream.Length > Most) throw TooLong(name, $"{stream.Length:N0}");
            var bytes = new byte[Most + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= Most ? bytes.AsSpan(0, read) : throw TooLong(name, $"more than {Most:N0}");
        }
    }

    private static Failure TooLong(string name, string bytes) => new(
        $"{name} has {bytes} bytes, and a text may have {Most:N0}: take a part of it, as by 'head -c {Most}'.");
}
