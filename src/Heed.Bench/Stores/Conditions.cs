using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Heed.Bench.Stores;

/// <summary>Where a cell ran, and of which versions everything was.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Cpu">The processor as it calls itself.</param>
/// <param name="Cores">How many of its cores the program may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Torch">The version of TorchSharp.</param>
/// <param name="Heed">The version of Heed.</param>
/// <param name="Commit">The commit that Heed was built from; empty when it was built from no repository.</param>
public sealed partial record Conditions(string Machine, string Cpu, int Cores, string System, string Runtime,
    string Torch, string Heed, string Commit)
{
    /// <summary>Here and now. Loads no tensor library.</summary>
    public static Conditions Here { get; } = Read();

    /// <summary>The processor as the name of a folder.</summary>
    public string Folder => NotInNames().Replace(Noise().Replace(Cpu, "").ToLowerInvariant(), "-").Trim('-');

    private static Conditions Read()
    {
        var told = typeof(Conditions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        var version = told?.InformationalVersion.Split('+') ?? ["unknown"];
        var torch = typeof(Conditions).Assembly.GetReferencedAssemblies().Concat(typeof(Mechanism).Assembly.GetReferencedAssemblies())
            .FirstOrDefault(a => a.Name == "TorchSharp");
        return new(Environment.MachineName, Processor(), Environment.ProcessorCount, RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription, torch?.Version?.ToString(3) ?? "unknown", version[0],
            version.ElementAtOrDefault(1) ?? "");
    }

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        var text = File.Exists(Info) ? File.ReadAllText(Info) : "";
        string Of(string field) => Regex.Match(text, $@"(?m)^{field}\s*:\s*(.+)$").Groups[1].Value.Trim();
        var name = Of("model name");
        if (name.Length == 0) return RuntimeInformation.ProcessArchitecture.ToString();
        return name.Any(char.IsDigit) ? name : $"{name} family {Of("cpu family")} model {Of("model")}";
    }

    [GeneratedRegex(@"\((R|TM)\)|\bCPU\b|@.*", RegexOptions.IgnoreCase)]
    private static partial Regex Noise();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
