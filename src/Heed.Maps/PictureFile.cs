using System.Runtime.InteropServices;
using Heed.Files;

namespace Heed.Maps;

/// <summary>Writes pictures that appear whole or not at all, even when the program is interrupted or told to end meanwhile.</summary>
internal static class PictureFile
{
    /// <summary>Writes beside the file and renames; an older file is replaced.</summary>
    /// <exception cref="IOException">The folder is missing or cannot be written to; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder)) throw new IOException($"The folder '{folder}' does not exist; create it, or save elsewhere.");
        var temporary = Leftovers.Beside(full);
        var (gate, cleaned) = (new Lock(), false);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Clean);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Clean);
        try
        {
            while (!Written()) { }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            var reason = e.Message.Replace($" : '{temporary}'", "", StringComparison.Ordinal)
                .Replace(temporary, full, StringComparison.Ordinal);
            throw new IOException($"'{full}' cannot be written. {reason}", e);
        }
        finally
        {
            File.Delete(temporary);
        }

        // Whoever goes on in spite of a signal, to save or to finish, gets its picture all the same: it is written again.
        bool Written()
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)) write(stream);
            lock (gate)
            {
                if (!cleaned) File.Move(temporary, full, overwrite: true);
                return !cleaned || (cleaned = false);
            }
        }

        void Clean(PosixSignalContext signal)
        {
            lock (gate)
            {
                cleaned = true;
                File.Delete(temporary);
            }
        }
    }
}
