using System.CommandLine;
using System.Text.RegularExpressions;

namespace Heed.Kernels.Bench;

/// <summary>The command: measures the kernels beside LibTorch and ONNX Runtime.</summary>
internal static class BenchCommand
{
    private const int Failed = 1;
    private const int WrongUse = 2;

    private static readonly Option<bool> Quick = new("--quick") { Description = "A part of the grid, in under two minutes." };
    private static readonly Option<int> Forced = new("--registers") { Description = "Force a register width of 512, 256 or 128 bits." };
    private static readonly Option<string> Only = new("--only")
    {
        Description = "Only cases whose name contains all of these words, say \"causal n=512\".",
    };
    private static readonly Option<bool> List = new("--list") { Description = "Name the cases and measure nothing." };
    private static readonly Option<string> Numbers = new("--csv") { Description = "Write the numbers to this file." };
    private static readonly Option<bool> Save = new("--save")
    {
        Description = "Add the outcomes to those of this processor in bench/results.",
    };

    /// <summary>Runs it.</summary>
    /// <param name="args">Its arguments.</param>
    /// <returns>The exit code: 1 when something failed, 2 when the arguments are wrong.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand("Measures Heed.Kernels beside LibTorch and ONNX Runtime.") { Quick, Forced, Only, List, Numbers, Save };
        root.SetAction(Measure);
        try
        {
            var parsed = root.Parse(args);
            return parsed.Errors.Count > 0 ? Say(parsed.Errors[0].Message, WrongUse)
                : parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is ArgumentException or PlatformNotSupportedException)
        {
            return Say(e.Message, WrongUse);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or FormatException)
        {
            return Say(e.Message, Failed);
        }
    }

    /// <summary>The cases that the arguments choose.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static IReadOnlyList<Case> Choose(bool quick, int registers, string only)
    {
        var words = only.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Case[] cases = [.. (quick ? Grid.Quick : Grid.Full).Select(c => registers == 0 ? c : c with { Registers = registers })
            .DistinctBy(c => c.Name)
            .Where(c => words.All(word => Regex.IsMatch(c.Name, $@"(^|[ +]){Regex.Escape(word)}($|[ +])", RegexOptions.IgnoreCase)))];
        return cases.Length > 0 ? cases : throw new ArgumentException($"--only '{only}' fits no case; --list names them.");
    }

    private static int Measure(ParseResult parsed)
    {
        var (quick, registers) = (parsed.GetValue(Quick), parsed.GetValue(Forced));
        var bits = Registers.Choose(registers);
        var cases = Choose(quick, registers, parsed.GetValue(Only) ?? "");
        if (!parsed.GetValue(List))
            return new Session(cases, quick ? Budget.Quick : Budget.Full, bits, parsed.GetValue(Numbers),
                parsed.GetValue(Save) ? quick ? "quick" : "full" : null).Run();
        foreach (var one in cases) Console.WriteLine(one.Name);
        return 0;
    }

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine($"bench: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
