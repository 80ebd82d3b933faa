namespace Heed.Kernels.Bench;

/// <summary>One run: the roofs, then case by case judged and measured, then the targets.</summary>
/// <param name="cases">What to measure.</param>
/// <param name="budget">How long each may take.</param>
/// <param name="bits">The register width of cases that do not force one.</param>
/// <param name="csv">Where numbers go; null for nowhere.</param>
/// <param name="results">The name of the results to add to; null for none.</param>
internal sealed class Session(IReadOnlyList<Case> cases, Budget budget, int bits, string? csv, string? results)
{
    private readonly List<Outcome> outcomes = [];
    private readonly Dictionary<(int Bits, int Threads), Roof> roofs = [];
    private readonly Stamp stamp = Machine.Stamp();
    private int refused;

    /// <summary>Runs to the end, or until Ctrl-C, after which what was measured is still reported and kept.</summary>
    /// <returns>The exit code: not 0 when a case was refused or the run was stopped.</returns>
    public int Run()
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = !stop.IsCancellationRequested;                              // the second time the program ends at once
            stop.Cancel();
        };
        foreach (var (what, value) in Machine.Conditions) Console.WriteLine($"{what}: {value}");
        MeasureRoofs();
        Console.WriteLine(Table.Head);
        foreach (var (index, one) in cases.Index())
        {
            if (stop.IsCancellationRequested) break;
            Progress($"[{index + 1}/{cases.Count}] {one.Name}");
            One(one, stop.Token);
        }
        Progress("");
        if (outcomes.Count > 0) Report();
        if (refused > 0)
            Console.Error.WriteLine($"bench: {refused} of {cases.Count} cases were refused because a result is wrong; see above.");
        if (stop.IsCancellationRequested)
            Console.Error.WriteLine($"bench: stopped after {outcomes.Count} of {cases.Count} cases; what was measured is kept.");
        Console.WriteLine($"geomean forward {Mean(Kind.Forward)} backward {Mean(Kind.Backward)} decode {Mean(Kind.Decode)}");
        return refused > 0 || stop.IsCancellationRequested ? 1 : 0;
    }

    private void MeasureRoofs()
    {
        Progress("measuring the roofs");
        using var buffer = new StreamBuffer();
        foreach (var key in cases.Select(Key).Distinct().OrderDescending())
        {
            roofs[key] = Roof.Measure(key.Bits, key.Threads, buffer);
            Progress("");
            Console.WriteLine($"roof: {roofs[key]}");
        }
    }

    private void One(Case one, CancellationToken stop)
    {
        torch.set_num_threads(one.Threads);
        using var operands = new Operands(one.Size);
        operands.Round(one.Precision);
        var contestants = one.Enter(operands);
        try
        {
            var outcome = Outcome.From(one, Measurement.Of(one, operands, contestants, budget, stop), roofs[Key(one)], stamp);
            outcomes.Add(outcome);
            Keep();
            Progress("");
            Console.WriteLine(Table.Line(outcome));
        }
        catch (WrongResult e)
        {
            refused++;
            Progress("");
            Console.Error.WriteLine($"bench: {e.Message}");
        }
        finally
        {
            foreach (var contestant in contestants) contestant.Dispose();
        }
    }

    /// <summary>Writes what there is after every case, so that a run that is ended by force leaves that too.</summary>
    private string? Keep()
    {
        if (csv is not null) Results.Write(csv, Csv.Write(outcomes));
        return results is null ? null : Results.Save(results, outcomes);
    }

    private void Report()
    {
        if (Keep() is { } page) Console.WriteLine($"kept in {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
        Console.WriteLine($"{"target",-62} {"to reach",9} {"reached",8}  met");
        foreach (var target in Targets.All)
            Console.WriteLine(target.Judge(outcomes) is { } found
                ? $"{target.What,-62} {target.Goal,9} {found.Value,8:f2}  {(found.Met ? "yes" : "NO "),-3} {found.Where}"
                : $"{target.What,-62} {target.Goal,9} {"-",8}  not measured");
        var memory = WorkingMemory.Most(1 << 15) / 1e6;
        Console.WriteLine($"{"extra memory of a thread, MB, D = 256, up to 32768 tokens",-62} {$"≤ {WorkingMemory.Bound}",9} {memory,8:f2} "
            + $" {(memory <= WorkingMemory.Bound ? "yes" : "NO")}");
    }

    private string Mean(Kind kind)
        => Targets.Mean(outcomes.Where(o => o.Case.Registers == cases[0].Registers), kind) is var mean && double.IsNaN(mean) ? "-"
            : $"{mean:f2}";

    private (int Bits, int Threads) Key(Case one) => (one.Registers == 0 ? bits : one.Registers, one.Threads);

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{text}");
    }
}
