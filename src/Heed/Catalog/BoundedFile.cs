using System.Text;

namespace Heed;

/// <summary>
/// Reads files that may be anything: what is larger than it should be, and what has no end, such as a device, is refused before memory is
/// asked for.
/// </summary>
public static class BoundedFile
{
    /// <summary>The most bytes of a file that describes something.</summary>
    public const long Most = 64 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="wayOut">What to do when it has more, as the end of a sentence.</param>
    /// <exception cref="IOException">It is missing, a folder, or has more; the message names it.</exception>
    public static byte[] Bytes(string path, long most = Most, string wayOut = "name another file")
    {
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder, where a file was expected.");
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        using var file = File.OpenRead(path);
        var length = file.CanSeek ? file.Length : 0;
        if (length > most) throw TooLong($"{length:N0}");
        using var bytes = new MemoryStream((int)length);
        var block = new byte[1 << 16];
        for (int read; (read = file.Read(block)) > 0;)
        {
            if (bytes.Length + read > most) throw TooLong($"more than {most:N0}");            // a device tells no length
            bytes.Write(block, 0, read);
        }

        return bytes.ToArray();

        IOException TooLong(string count) =>
            new(FormattableString.Invariant($"'{path}' has {count} bytes, and {most:N0} can be read: {wayOut}."));
    }

    /// <summary>The text of a file in UTF-8, without the mark that may stand before it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="wayOut">What to do when it has more, as the end of a sentence.</param>
    /// <exception cref="IOException">It is missing, a folder, or has more; the message names it.</exception>
    /// <exception cref="FormatException">It is in another encoding, or no text; the message says at which byte.</exception>
    public static string Text(string path, long most = Most, string wayOut = "name another file")
    {
        var bytes = Bytes(path, most, wayOut);
        try
        {
            var text = Strict.GetString(bytes);
            return Array.IndexOf(bytes, (byte)0) is var zero and >= 0
                ? throw new FormatException($"'{path}' is no text in UTF-8: byte {zero + 1} is 0, as in UTF-16.")
                : text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException($"'{path}' is not valid UTF-8: byte {e.Index + 1} is 0x{e.BytesUnknown?.FirstOrDefault():X2}.", e);
        }
    }
}
