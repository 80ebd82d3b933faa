using System.Diagnostics;

namespace Heed.Cli.Tests;

/// <summary>Runs the command as a user does: another process, its streams and its exit code.</summary>
internal static class Heed
{
    public const string Sentence = "Hi, how are you doing, hope everything is well?";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder that the build put the command into.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Heed.Cli",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder, "..", "..", "..", ".."));

    public static Result Run(params string[] args) => new Call(args).Run();

    /// <summary>How to run it.</summary>
    public sealed record Call(params string[] Args)
    {
        public byte[] Input { get; init; } = [];

        public string Program { get; init; } = Path.Combine(Folder, "heed");

        public string WorkingFolder { get; init; } = Path.GetTempPath();

        public Dictionary<string, string?> Environment { get; init; } = [];

        public Result Run()
        {
            var start = new ProcessStartInfo(Program, Args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = WorkingFolder,
            };
            foreach (var (name, value) in Environment) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            try
            {
                process.StandardInput.BaseStream.Write(Input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The command ended without reading what it was given.
            }

            if (!process.WaitForExit(Patience)) process.Kill();
            process.WaitForExit();
            return new(process.ExitCode, output.Result, error.Result);
        }
    }
}

/// <summary>What a run left.</summary>
internal sealed record Result(int Code, string Output, string Error)
{
    /// <summary>One line on standard error that says what is wrong, nothing else, and an exit code that is not 0.</summary>
    public string AssertRefused()
    {
        Assert.NotEqual(0, Code);
        Assert.Empty(Output);
        Assert.StartsWith("heed: ", Error);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", Error);
        return Error;
    }

    public string AssertRan()
    {
        Assert.True(Code == 0, $"exit {Code}: {Error}");
        return Output;
    }
}
