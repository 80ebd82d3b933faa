using System.Diagnostics;
using System.Text.Json;
using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>
/// A process that runs cells, one after the other, and can be ended when one takes too long, needs too much memory, or crashes.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int Killed = 128 + 9;
    /// <summary>A process that is killed leaves the pipes that the runtime opens for debuggers in the folder for temporary files.</summary>
    private const string Diagnostics = "DOTNET_EnableDiagnostics";
    private const double StartSeconds = 300;
    // Seconds; in more than that both processes were stopped, which is not the cell's fault.
    private const double MostBetweenLooks = 1;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly Queue<string> complaints = new();
    private Task<string?>? line;

    /// <summary>Starts one.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="InvalidOperationException">It cannot work; the message says why.</exception>
    public WorkerProcess(IReadOnlyList<string> command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0], command.Skip(1))
            { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment.TryAdd(Diagnostics, "0");
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"No process '{command[0]}' could be started for the cells. {e.Message}", e);
        }

        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is not { Length: > 0 } text) return;
            lock (complaints)
            {
                complaints.Enqueue(text);
                if (complaints.Count > 20) complaints.Dequeue();
            }
        };
        process.BeginErrorReadLine();
        var (ready, _, reason) = Wait(new(StartSeconds, long.MaxValue), _ => { }, CancellationToken.None);
        if (ready is not null) return;
        Dispose();
        throw new InvalidOperationException($"No process could be started for the cells: {reason}.");
    }

    /// <summary>Asks for something and waits.</summary>
    /// <param name="request">What.</param>
    /// <param name="limits">What it may take.</param>
    /// <param name="share">Told the share that is done.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <returns>The answer; or how the process ended instead, and then it has ended.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public (Reply? Answer, CellState State, string Reason) Ask(Request request, Limits limits,
        Action<double> share, CancellationToken cancel)
    {
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(request, BenchJson.Line));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return (null, CellState.Failed, Ending());
        }

        return Wait(limits, share, cancel);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private (Reply? Answer, CellState State, string Reason) Wait(Limits limits, Action<double> share, CancellationToken cancel)
    {
        var (over, looked) = (0.0, Stopwatch.GetTimestamp());
        while (true)
        {
            over += Math.Min(Stopwatch.GetElapsedTime(looked).TotalSeconds, MostBetweenLooks);
            looked = Stopwatch.GetTimestamp();
            line ??= process.StandardOutput.ReadLineAsync();
            if (line.Wait(BetweenLooks))
            {
                var text = line.Result;
                line = null;
                if (text is null) return Ended();
                if (!text.StartsWith(Reply.Mark, StringComparison.Ordinal)) continue;
                var reply = JsonSerializer.Deserialize<Reply>(text[Reply.Mark.Length..], BenchJson.Line)!;
                if (reply.Share is not { } done) return (reply, CellState.Done, "");
                share(done);
            }

            if (cancel.IsCancellationRequested)
            {
                Kill();
                cancel.ThrowIfCancellationRequested();
            }

            if (over > limits.Seconds)
            {
                Kill();
                return (null, CellState.OutOfTime, $"it was not done after {limits.Seconds:f0} s");
            }

            if (Resident() is > 0 and var bytes && bytes > limits.Bytes)
            {
                Kill();
                return (null, CellState.OutOfMemory,
                    $"its process held {bytes / 1e9:f2} GB, more than the {limits.Bytes / 1e9:f2} GB that it may");
            }
        }
    }

    private (Reply? Answer, CellState State, string Reason) Ended()
    {
        process.WaitForExit();
        return process.ExitCode == Killed ? (null, CellState.OutOfMemory, "the system ended its process, most likely for want of memory")
            : (null, CellState.Failed, Ending());
    }

    private string Ending()
    {
        process.WaitForExit();
        lock (complaints)
        {
            var last = complaints.LastOrDefault(c => !c.StartsWith("   at ", StringComparison.Ordinal));
            return $"its process ended with code {process.ExitCode}{(last is null ? "" : $": {last}")}";
        }
    }

    private void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    private long Resident()
    {
        var status = $"/proc/{process.Id}/statm";
        try
        {
            if (OperatingSystem.IsLinux())
                return long.Parse(File.ReadAllText(status).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)
                    * Environment.SystemPageSize;
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;                                                                       // it has just ended
        }
    }
}
