using Heed.Files;

namespace Heed.Models;

/// <summary>Writes files that appear whole or not at all, even when the program is killed or the power fails.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, waits until the disk has it, and renames.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="written">Told when everything is written and nothing is renamed.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written to; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write, Action? written = null)
    {
        var full = Path.GetFullPath(path);
        var temporary = Leftovers.Beside(full);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            written?.Invoke();
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"'{full}' cannot be written. {e.Message}", e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);      // deleting in a folder that is missing would hide what is wrong
        }
    }
}
