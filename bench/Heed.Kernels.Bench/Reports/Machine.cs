using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Heed.Kernels.Bench;

/// <summary>On what, and of which versions, a run was.</summary>
internal static class Machine
{
    /// <summary>The processor as it calls itself; where that is no more than a family name, with the numbers of its model.</summary>
    public static string Processor { get; } = Read();

    /// <summary>That as the name of a folder.</summary>
    public static string Folder
        => Regex.Replace(Regex.Replace(Processor, @"\((R|TM)\)|\bCPU\b|@.*", "", RegexOptions.IgnoreCase).ToLowerInvariant(), "[^a-z0-9]+",
            "-").Trim('-');

    /// <summary>What tables are headed with, one thing a line.</summary>
    public static IEnumerable<(string What, string Value)> Conditions => [
        ("processor", $"{Processor}, {Environment.ProcessorCount} cores"),
        ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("LibTorch", $"{torch.__version__} through TorchSharp {Version(typeof(torch))}"),
        ("ONNX Runtime", OrtEnv.Instance().GetVersionString()),
        ("register widths", string.Join(", ", ((int[])[512, 256, 128]).Where(Registers.Has)))];

    /// <summary>The commit that is checked out, and the day.</summary>
    public static Stamp Stamp() => new(Git("rev-parse", "--short", "HEAD") is { Length: > 0 } commit
        ? commit + (Git("status", "--porcelain", "--untracked-files=no", "--", "src", "bench/Heed.Kernels.Bench") is { Length: > 0 }
            ? "+changes" : "")
        : "unknown", $"{DateTime.UtcNow:yyyy-MM-dd}");

    private static string Version(Type of)
        => Regex.Match(FileVersionInfo.GetVersionInfo(of.Assembly.Location).ProductVersion ?? "", @"^[\d.]+").Value;

    private static string Read()
    {
        const string Info = "/proc/cpuinfo";
        var text = File.Exists(Info) ? File.ReadAllText(Info) : "";
        string Of(string field) => Regex.Match(text, $@"(?m)^{field}\s*:\s*(.+)$").Groups[1].Value.Trim();
        var name = Of("model name");
        if (name.Length == 0) return RuntimeInformation.ProcessArchitecture.ToString();
        return name.Any(char.IsDigit) ? name : $"{name} family {Of("cpu family")} model {Of("model")}";
    }

    private static string Git(params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", args)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Results.Root,
            })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";                                                               // no git on this machine
        }
    }
}
