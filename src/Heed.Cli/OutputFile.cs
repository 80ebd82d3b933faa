using System.Runtime.InteropServices;
using Heed.Maps;

namespace Heed.Cli;

/// <summary>Files that a verb is asked to draw.</summary>
internal static class OutputFile
{
    /// <summary>Fails before the work rather than after it.</summary>
    /// <exception cref="Failure">The folder is missing or takes no files, or the file is a folder.</exception>
    /// <exception cref="ArgumentException">Its extension is none that can be drawn.</exception>
    public static void Writable(string file)
    {
        _ = MapFile.Of(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder)) throw new Failure($"The folder '{folder}' does not exist; create it, or save elsewhere.");
        if (Directory.Exists(file)) throw new Failure($"'{file}' is a folder; give the name of a file.");
        var gate = new Lock();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Wait);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Wait);
        try
        {
            using var held = gate.EnterScope();
            var trial = Path.Combine(folder, $".{Path.GetFileName(file)}.{Path.GetRandomFileName()}");
            new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"Nothing can be written into the folder '{folder}': save elsewhere.");
        }

        // Whoever ends the program waits until the trial is gone.
        void Wait(PosixSignalContext signal) => gate.EnterScope().Dispose();
    }
}
