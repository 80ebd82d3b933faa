using System.Text;

namespace Heed.Cli.Tests;

/// <summary>Runs the command: in this process, or in one of its own where the process is the point.</summary>
internal static class Heed
{
    public const string Sentence = "Hi, how are you doing, hope everything is well?";

    private static readonly Lock OneAtATime = new();

    /// <summary>The folder that the build put the command into.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Heed.Cli",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder, "..", "..", "..", ".."));

    public static Result Run(params string[] args) => new Call(args).Run();

    /// <summary>How to run it here.</summary>
    public sealed record Call(params string[] Args)
    {
        public byte[] Input { get; init; } = [];

        public string WorkingFolder { get; init; } = Path.GetTempPath();

        /// <summary>Runs it. A benchmark starts the command again, so that needs a process.</summary>
        public Result Run() => Args is ["bench", not ("plan" or "cell" or "export"), ..] or ["bench"]
            ? new Process(Args) { WorkingFolder = WorkingFolder }.Run()
            : Here();

        /// <summary>One call after the other, as they share the working folder.</summary>
        private Result Here()
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            lock (OneAtATime)
            {
                var before = Directory.GetCurrentDirectory();
                try
                {
                    Directory.SetCurrentDirectory(WorkingFolder);
                    var code = HeedCommand.Run(Args, new(output, error, () => new MemoryStream(Input)));
                    return new(code, output.ToString(), error.ToString());
                }
                finally
                {
                    Directory.SetCurrentDirectory(before);
                }
            }
        }
    }

    /// <summary>How to run it, or another program, in a process: its streams and its exit code.</summary>
    public sealed record Process(params string[] Args)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

        public string Program { get; init; } = Path.Combine(Folder, "heed");

        public string WorkingFolder { get; init; } = Path.GetTempPath();

        public Dictionary<string, string?> Environment { get; init; } = [];

        public Result Run()
        {
            var start = new System.Diagnostics.ProcessStartInfo(Program, Args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                WorkingDirectory = WorkingFolder,
            };
            foreach (var (name, value) in Environment) start.Environment[name] = value;
            using var process = System.Diagnostics.Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience)) process.Kill();
            process.WaitForExit();
            return new(process.ExitCode, output.Result, error.Result);
        }
    }
}
