using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Heed.Native;

/// <summary>Turns the dynamic loader's complaint into what is missing and what to do.</summary>
internal static partial class LoadFailure
{
    /// <summary>What TorchSharp's library asks for before build/WeakenVersion.cs cures it.</summary>
    private const string AsShipped = "GLIBCXX_3.4.32";

    /// <summary>No folder holds the library.</summary>
    internal static string NoFolder(string file, string?[] folders)
        => RuntimeInformation.ProcessArchitecture is not Architecture.X64 and var architecture
            ? $"LibTorch cannot be loaded: on Linux it is packaged for x64 only, and this process is {architecture}."
            : $"LibTorch cannot be loaded: {file} is in none of {string.Join(", ", folders.Where(folder => folder is not null))}. "
              + "Build the program again (dotnet build), or publish it (dotnet publish) and move the published folder as a whole.";

    /// <summary>The library in <paramref name="folder"/> was refused with <paramref name="complaint"/>.</summary>
    internal static string Explain(string complaint, string folder)
    {
        var what = $"LibTorch cannot be loaded from {folder}: ";
        if (Missing().Match(complaint) is { Success: true, Groups: var missing })
            return what + MissingLibrary(missing["library"].Value);
        if (complaint.Contains(AsShipped, StringComparison.Ordinal))
            return what + $"the file is as TorchSharp ships it, and asks for {AsShipped} (GCC 13). Heed's build makes one that does not: "
                + "take TorchSharp-cpu and the like out of the project, and build again.";
        if (Version().Match(complaint) is { Success: true, Groups: var version })
            return what + $"this system's {Path.GetFileName(version["library"].Value)} lacks {version["version"].Value}. "
                + "Use Debian 12, Ubuntu 22.04 or newer.";
        return what + complaint.Trim();
    }

    private static string MissingLibrary(string library)
        => $"{library} is missing. " + (library.Split(".so")[0] switch
        {
            "libgomp" => Install("libgomp1", "libgomp"),
            "libstdc++" => Install("libstdc++6", "libstdc++"),
            "libgcc_s" => Install("libgcc-s1", "libgcc"),
            var own when own.StartsWith("libtorch", StringComparison.Ordinal) || own.StartsWith("libc10", StringComparison.Ordinal)
                || own.StartsWith("libgomp-", StringComparison.Ordinal)
                => "It is a part of LibTorch: delete that folder and build again; "
                    + "a published program must be moved as a whole folder.",
            _ => "Install the system package that holds it (apt-file search, dnf provides).",
        });

    private static string Install(string debian, string fedora)
        => $"Install it: apt-get install {debian} (Debian, Ubuntu) or dnf install {fedora} (Fedora).";

    [GeneratedRegex(@"(?<library>[\w.+-]+): cannot open shared object file|Error loading shared library (?<library>[\w.+-]+)")]
    private static partial Regex Missing();

    [GeneratedRegex(@"(?<library>\S+): version [`'](?<version>[\w.]+)' not found")]
    private static partial Regex Version();
}
