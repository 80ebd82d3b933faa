using System.Runtime.InteropServices;
using System.Text.Json;
using Heed.Bench.Plans;
using Heed.Bench.Stores;
using Heed.Native;

namespace Heed.Bench.Running;

/// <summary>
/// The other side of <see cref="WorkerProcess"/>: runs what it is asked on standard input, one after the other, until that ends. It ends
/// when the one who asks is gone.
/// </summary>
public static class Worker
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(250);

    /// <summary>Works until there is nothing more to read.</summary>
    /// <param name="tasks">The tasks that there are.</param>
    /// <param name="asked">Requests, one a line: standard input.</param>
    /// <param name="replies">
    /// Where answers go, one a line: standard output. What else a task prints there is no answer, so that it should go elsewhere.
    /// </param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(IReadOnlyList<BenchTask> tasks, TextReader asked, TextWriter replies)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);   // who asks decides what Ctrl-C means
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore);
        using var requests = new System.Collections.Concurrent.BlockingCollection<string>();
        var listener = new Thread(() =>
        {
            while (asked.ReadLine() is { } line) requests.Add(line);
            Environment.Exit(0);                                                            // in the middle of a cell, too
        })
        { IsBackground = true };
        listener.Start();
        LibTorch.EnsureLoaded();
        Say(replies, new(Ready: true));
        foreach (var line in requests.GetConsumingEnumerable())
        {
            var request = JsonSerializer.Deserialize<Request>(line, BenchJson.Line)!;
            Say(replies, request.Cell is { } cell ? new(Row: RunCell(tasks, cell, request, replies))
                : new(Broken: LawCheck.Broken(Contestant.Parse(request.Laws!).Mechanism)));
        }

        return 0;
    }

    private static Row RunCell(IReadOnlyList<BenchTask> tasks, Cell cell, Request request, TextWriter replies) =>
        CellRun.Of(Selection.Task(cell.Task, tasks), cell, new(Contestant.Parse(cell.Mechanism), request.Threads, CancellationToken.None)
        {
            Cache = request.Cache,
            Data = request.Data,
            Progress = new Sparing(share => Say(replies, new(Share: share))),
        });

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;

    private static void Say(TextWriter replies, Reply reply)
    {
        lock (replies)
        {
            replies.WriteLine(Reply.Mark + JsonSerializer.Serialize(reply, BenchJson.Line));
            replies.Flush();
        }
    }

    /// <summary>Reports in the thread that reports, a few times a second.</summary>
    private sealed class Sparing(Action<double> say) : IProgress<double>
    {
        private long last;

        public void Report(double value)
        {
            if (last != 0 && System.Diagnostics.Stopwatch.GetElapsedTime(last) < BetweenReports) return;
            last = System.Diagnostics.Stopwatch.GetTimestamp();
            say(value);
        }
    }
}
