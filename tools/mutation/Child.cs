using System.ComponentModel;
using System.Diagnostics;

namespace Mutation;

/// <summary>How a program ended.</summary>
internal readonly record struct Ended(int Code, string Said, double Seconds, bool Hung);

/// <summary>Programs that are run one after another.</summary>
internal static class Child
{
    // A mutant that asks for memory without end must not take that of others.
    private const string MostMemory = "0x180000000";

    // How much longer than its processor time a stage may take: the machine may be busy, and a thread may wait for ever.
    private const int Patience = 20;

    private static Process? running;

    /// <summary>Runs a program until it ends, or has had so many seconds of a processor. It gets a session of its own: an interrupt from
    /// the terminal does not reach it, and a test that was interrupted is not taken for one that fails.</summary>
    public static Ended Run(string file, IEnumerable<string> arguments, string folder, string setting = "", double limit = 1e6)
    {
        var info = new ProcessStartInfo("setsid", [file, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        info.Environment["IncludeSourceRevisionInInformationalVersion"] = "false";
        info.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        if (setting.Split('=') is [var name, var value]) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        running = process;
        var said = process.StandardOutput.ReadToEndAsync();
        var (watch, seconds, hung) = (Stopwatch.StartNew(), 0.0, false);
        while (!process.WaitForExit(100))
        {
            try { seconds = process.TotalProcessorTime.TotalSeconds; }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception) { continue; }               // it has just ended
            if (seconds < limit && watch.Elapsed.TotalSeconds < Patience * limit) continue;
            hung = true;
            process.Kill(entireProcessTree: true);
        }

        running = null;
        return new(process.ExitCode, said.Result, seconds, hung);
    }

    /// <summary>Ends the program that is running, if one is.</summary>
    public static void Stop() => running?.Kill(entireProcessTree: true);
}
