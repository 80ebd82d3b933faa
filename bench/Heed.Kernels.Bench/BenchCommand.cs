using System.CommandLine;

namespace Heed.Kernels.Bench;

/// <summary>The command: measures the kernels beside LibTorch and ONNX Runtime.</summary>
internal static class BenchCommand
{
    private const int WrongUse = 2;

    public static int Run(string[] args)
    {
        var quick = new Option<bool>("--quick") { Description = "A part of the grid, in under two minutes." };
        var registers = new Option<int>("--registers") { Description = "Force 512, 256 or 128 bits." };
        var only = new Option<string>("--only") { Description = "Only cases whose name contains this; several words must all occur." };
        var list = new Option<bool>("--list") { Description = "Name the cases and measure nothing." };
        var root = new RootCommand("Measures Heed.Kernels beside LibTorch and ONNX Runtime.") { quick, registers, only, list };
        root.SetAction(parsed =>
        {
            var forced = parsed.GetValue(registers);
            var width = Registers.Choose(forced);
            var words = (parsed.GetValue(only) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Case[] cases = [.. (parsed.GetValue(quick) ? Grid.Quick : Grid.Full).Select(c => forced == 0 ? c : c with { Registers = forced })
                .Where(c => words.All(word => c.Name.Split(' ').Contains(word) || c.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
            if (cases.Length == 0) throw new ArgumentException($"--only '{parsed.GetValue(only)}' fits no case; --list names them.");
            if (parsed.GetValue(list)) foreach (var one in cases) Console.WriteLine(one.Name);
            else return new Session(cases, parsed.GetValue(quick) ? Budget.Quick : Budget.Full, width).Run();
            return 0;
        });
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0 && !args.Contains("--help")) return Say(parsed.Errors[0].Message, WrongUse);
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is ArgumentException or PlatformNotSupportedException)
        {
            return Say(e.Message, WrongUse);
        }
    }

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine($"bench: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
