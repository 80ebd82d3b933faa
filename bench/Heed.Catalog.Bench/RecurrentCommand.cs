using System.CommandLine;
using System.Globalization;
using System.Text;
using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>The command <c>recurrent</c>: the kernel that goes through a memory beside chunked products in LibTorch, which are the
/// definition of these words.</summary>
internal static class RecurrentCommand
{
    private static readonly string[] Usual =
        ["linear-elu", "retention", "simple-gla", "gla", "delta-net", "gated-delta-net", "kda", "rwkv7"];

    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "Words of the recurrent family.",
        DefaultValueFactory = _ => Usual,
    };
    private static readonly Option<long[]> Lengths = new("--tokens")
    {
        Description = "Lengths of the text.",
        DefaultValueFactory = _ => [512, 2048, 8192, 32768],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int[]> Threads = new("--threads")
    {
        Description = "Threads for both.",
        DefaultValueFactory = _ => [1, 2],
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> Save = new("--save") { Description = "Write the table of this processor in bench/results." };

    private static readonly Budget Time = new(0.6, 0.002, 3, 11, 4);

    public static Command Command()
    {
        var command = new Command("recurrent", "Measures the recurrent kernel beside chunked products in LibTorch.")
        { Words, Lengths, Threads, Save };
        command.SetAction((given, stop) => Task.FromResult(Run(given, stop)));
        return command;
    }

    private static int Run(ParseResult given, CancellationToken stop)
    {
        var (words, lengths, threads) = (given.GetValue(Words)!, given.GetValue(Lengths)!, given.GetValue(Threads)!);
        if (words.FirstOrDefault(w => Catalog.Find(w)?.Mechanism.Family != Heed.Recurrent.RecurrentFamily.Instance) is { } other)
        {
            Console.Error.WriteLine($"bench: '{other}' is no word of the recurrent family.");
            return 2;
        }

        var (page, ratios) = (new StringBuilder(), new Dictionary<string, List<double>>());
        var times = new Dictionary<(string, int), List<(long, double)>>();
        page.Append("| word | tokens | threads | what | kernel | LibTorch | ratio (quartiles) |\n|---|---:|---:|---|---:|---:|---:|\n");
        foreach (var thread in threads)
            foreach (var word in words)
            {
                torch.set_num_threads(thread);
                foreach (var n in lengths)
                    foreach (var (what, backward) in (ReadOnlySpan<(string, bool)>)[("forward", false), ("backward", true)])
                        if (!stop.IsCancellationRequested)
                        {
                            var own = Row(word, n, thread, what, w => new WordCall(Catalog.Find(word)!.Mechanism, n, backward, w), stop);
                            if (!backward) times.GetOrAdd((word, thread)).Add((n, own));
                        }
                if (!stop.IsCancellationRequested)
                    Row(word, 1, thread, "step", w => new StepCall(Catalog.Find(word)!.Mechanism, w), stop);
            }

        Finish(given.GetValue(Save) && !stop.IsCancellationRequested, page, ratios, times);
        return stop.IsCancellationRequested ? 1 : 0;

        double Row(string word, long n, int thread, string what, Func<Route, Contestant> make, CancellationToken stop)
        {
            using var kernel = make(Route.Kernel);
            using var chunks = make(Route.Definition);
            var seconds = Turns.Measure([kernel, chunks], Time, thread, stop);
            var ratio = Quartiles.Of(seconds[1].Zip(seconds[0], (theirs, ours) => theirs / ours));
            var (ours, theirs) = (Quartiles.Of(seconds[0]).Median, Quartiles.Of(seconds[1]).Median);
            ratios.GetOrAdd(what).Add(ratio.Median);
            var line = FormattableString.Invariant($"| `{word}` | {n} | {thread} | {what} | {ours * 1e3:g3} ms | {theirs * 1e3:g3} ms | ")
                + FormattableString.Invariant($"{ratio.Median:g3} ({ratio.Lower:g3}–{ratio.Upper:g3}) |");
            Console.WriteLine(line);
            page.Append(line).Append('\n');
            return ours;
        }
    }

    private static void Finish(bool save, StringBuilder page, Dictionary<string, List<double>> ratios,
        Dictionary<(string Word, int Threads), List<(long N, double Seconds)>> times)
    {
        var growth = new StringBuilder("\nGrowth of the kernel's forward time from 2,048 tokens on, as a power of the length:\n\n");
        foreach (var ((word, threads), points) in times)
            if (Exponent([.. points.Where(p => p.N >= 2048)]) is { } power)
                growth.Append(CultureInfo.InvariantCulture, $"* `{word}`, {threads} threads: {power:f2}\n");
        var last = "recurrent geomean " + string.Join(' ', ratios.Select(r =>
            FormattableString.Invariant($"{r.Key} {Quartiles.GeometricMean(r.Value):f2}")));
        if (save)
        {
            var head = new StringBuilder("# The recurrent kernel beside chunked products\n\n");
            foreach (var (what, value) in Machine.Conditions) head.Append(CultureInfo.InvariantCulture, $"* {what}: {value}\n");
            head.Append(CultureInfo.InvariantCulture, $"* commit {Machine.Stamp().Commit}, {Machine.Stamp().Date}\n\n");
            head.Append("The same words by the kernel and by their definition in chunked products of LibTorch, in turn in one process: ")
                .Append("one text, 4 heads of 64 features. *backward* is the forward pass and the gradients of all inputs, *step* one ")
                .Append("token.\n\n");
            var path = Path.Combine(Results.Root, "bench", "results", Machine.Folder, "recurrent.md");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Results.Write(path, $"{head}{page}{growth}\n{last}\n");
        }

        Console.Write(growth);
        Console.WriteLine(last);
    }

    /// <summary>The slope of a line through logarithms; null of fewer than two points.</summary>
    private static double? Exponent((long N, double Seconds)[] points)
    {
        if (points.Length < 2) return null;
        var (x, y) = (points.Average(p => Math.Log(p.N)), points.Average(p => Math.Log(p.Seconds)));
        return points.Sum(p => (Math.Log(p.N) - x) * (Math.Log(p.Seconds) - y)) / points.Sum(p => Math.Pow(Math.Log(p.N) - x, 2));
    }

    private static TValue GetOrAdd<TKey, TValue>(this Dictionary<TKey, TValue> all, TKey key) where TKey : notnull where TValue : new()
    {
        if (!all.TryGetValue(key, out var value)) all[key] = value = new();
        return value;
    }
}
