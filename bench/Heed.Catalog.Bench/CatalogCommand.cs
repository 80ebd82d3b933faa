using System.CommandLine;
using System.Diagnostics;
using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>The command: every word of the catalog beside exact attention, each in a process of its own, so that one that takes too long
/// or too much memory is a line of the table.</summary>
internal static class CatalogCommand
{
    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "Words of the catalog; all of them when none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<long[]> Lengths = new("--tokens")
    {
        Description = "Lengths of the text.",
        DefaultValueFactory = _ => [256, 1024],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "Seconds that a word may take.",
        DefaultValueFactory = _ => 60,
    };
    private static readonly Option<bool> Save = new("--save") { Description = "Write the table of this processor in bench/results." };
    private static readonly Option<bool> Alone = new("--alone") { Description = "Measure in this process.", Hidden = true };

    public static int Run(string[] args)
    {
        var root = new RootCommand("Measures every word of the catalog beside exact attention.")
        { Words, Lengths, Limit, Save, Alone, RecurrentCommand.Command() };
        root.SetAction((given, stop) => Task.FromResult(Measure(given, stop)));
        return root.Parse(args).Invoke();
    }

    private static int Measure(ParseResult given, CancellationToken stop)
    {
        var words = given.GetValue(Words) is { Length: > 0 } some ? some : Catalog.All.Select(e => e.Card.Id).ToArray();
        if (words.FirstOrDefault(w => Catalog.Find(w) is null) is { } unknown)
        {
            Console.Error.WriteLine($"bench: there is no word '{unknown}'; did you mean '{Catalog.Nearest(unknown)}'?");
            return 2;
        }

        var lengths = given.GetValue(Lengths)!;
        if (given.GetValue(Alone)) return MeasureAlone(words[0], lengths, stop);
        var (rows, failures) = (new List<Measured>(), new Dictionary<string, string>());
        Console.WriteLine(Measured.Head);
        foreach (var (index, word) in words.Index())
        {
            if (stop.IsCancellationRequested) break;
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K[{index + 1}/{words.Length}] {word}");
            if (InProcess(word, lengths, given.GetValue(Limit), rows) is { } failure) failures[word] = failure;
        }

        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
        foreach (var (word, why) in failures) Console.Error.WriteLine($"bench: {word}: {why}");
        if (given.GetValue(Save) && !stop.IsCancellationRequested)
        {
            var path = Path.Combine(Results.Root, "bench", "results", Machine.Folder, "catalog");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Results.Write(path + ".csv", string.Concat(rows.Select(r => $"{r}\n").Prepend(Measured.Head + "\n")));
            Results.Write(path + ".md", Page.Of(rows, failures));
            Console.WriteLine($"kept in {Path.GetRelativePath(Environment.CurrentDirectory, path + ".md")}");
        }

        var mean = Quartiles.GeometricMean(rows.Select(r => r.Ratio));
        Console.WriteLine(FormattableString.Invariant(
            $"catalog geomean {mean:f2}, {rows.Where(r => r.Ratio > Page.Much).DistinctBy(r => r.Word).Count()} words above {Page.Much}"));
        return stop.IsCancellationRequested ? 1 : 0;
    }

    private static int MeasureAlone(string word, long[] lengths, CancellationToken stop)
    {
        torch.set_num_threads(1);
        foreach (var n in lengths)
            foreach (var backward in (bool[])[false, true])
                Console.WriteLine(Measured.Of(word, n, backward, stop));
        return 0;
    }

    /// <summary>Runs this program for one word.</summary>
    /// <returns>Why it was not measured to the end; null when it was.</returns>
    private static string? InProcess(string word, long[] lengths, int limit, List<Measured> rows)
    {
        string[] tail = [word, "--alone", "--tokens", .. lengths.Select(l => FormattableString.Invariant($"{l}"))];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, tail)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var reading = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
                if (Measured.Parse(line) is { } row)
                {
                    lock (rows) rows.Add(row);
                    Console.WriteLine(row);
                }
        });
        var ended = process.WaitForExit(TimeSpan.FromSeconds(limit));
        if (!ended) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        reading.Wait();
        if (!ended) return $"not all of it: it takes more than {limit} s";
        return process.ExitCode == 0 ? null
            : errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? $"it ended with {process.ExitCode}";
    }
}
