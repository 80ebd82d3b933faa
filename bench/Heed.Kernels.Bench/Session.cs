namespace Heed.Kernels.Bench;

/// <summary>One run: the roofs, then case by case judged and measured.</summary>
/// <param name="cases">What to measure.</param>
/// <param name="budget">How long each may take.</param>
/// <param name="bits">The register width of cases that do not force one.</param>
internal sealed class Session(IReadOnlyList<Case> cases, Budget budget, int bits)
{
    private readonly List<Outcome> outcomes = [];
    private readonly Dictionary<(int Bits, int Threads), Roof> roofs = [];
    private int refused;

    /// <summary>Runs to the end, or until Ctrl-C, after which what was measured is still reported.</summary>
    public int Run()
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = !stop.IsCancellationRequested;                              // the second time the program ends at once
            stop.Cancel();
        };
        MeasureRoofs();
        Console.WriteLine(Table.Head);
        foreach (var (index, one) in cases.Index())
        {
            if (stop.IsCancellationRequested) break;
            Progress($"[{index + 1}/{cases.Count}] {one.Name}");
            One(one, stop.Token);
        }
        Progress("");
        if (stop.IsCancellationRequested) Console.Error.WriteLine($"bench: stopped after {outcomes.Count} of {cases.Count} cases; what follows is of these.");
        Console.WriteLine($"geomean forward {Geomean(Kind.Forward)} backward {Geomean(Kind.Backward)} decode {Geomean(Kind.Decode)}");
        return refused == 0 ? 0 : 1;
    }

    private void MeasureRoofs()
    {
        Progress("measuring the roofs");
        using var buffer = new StreamBuffer();
        foreach (var key in cases.Select(Key).Distinct().Order())
        {
            roofs[key] = Roof.Measure(key.Bits, key.Threads, buffer);
            Progress("");
            Console.WriteLine(roofs[key]);
        }
    }

    private void One(Case one, CancellationToken stop)
    {
        torch.set_num_threads(one.Threads);
        using var operands = new Operands(one.Size);
        var contestants = one.Enter(operands);
        try
        {
            Judge.Demand(one, operands, contestants);
            var outcome = Outcome.From(one, contestants, Turns.Measure(contestants, budget, one.Threads, stop), roofs[Key(one)]);
            outcomes.Add(outcome);
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

    private (int Bits, int Threads) Key(Case one) => (one.Registers == 0 ? bits : one.Registers, one.Threads);

    private string Geomean(Kind kind)
    {
        var mean = Samples.GeometricMean(outcomes.Where(o => o.Case.Kind == kind).Select(o => o.Ratio(Rival.LibTorch)).Where(double.IsFinite));
        return double.IsNaN(mean) ? "-" : $"{mean:f2}";
    }

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{text}");
    }
}
