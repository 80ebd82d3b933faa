namespace Heed.Kernels.Bench;

/// <summary>A rival's time, and how many times the kernel's it is.</summary>
/// <param name="Rival">Who.</param>
/// <param name="Seconds">Of a call.</param>
/// <param name="Ratio">Its time by the kernel's, round by round: above 1 the kernel is faster.</param>
internal sealed record Other(Rival Rival, Quartiles Seconds, Quartiles Ratio);

/// <summary>What was measured of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Kernel">Seconds of a call of the kernel.</param>
/// <param name="Others">The rivals that ran.</param>
/// <param name="Roof">Operations or bytes a second that the machine can do at most with these threads and registers.</param>
/// <param name="Stamp">Of which code, and when.</param>
internal sealed record Outcome(Case Case, Quartiles Kernel, IReadOnlyList<Other> Others, double Roof, Stamp Stamp)
{
    /// <summary>Operations or bytes a second.</summary>
    public double Rate => Case.Work / Kernel.Median;

    /// <summary>That as a share of what the machine can do: in turn with the call where the
    /// roof is among the rivals, else at the start of the run.</summary>
    public double Share => Ratio(Rival.Roof) ?? Rate / Roof;

    /// <summary>How many times the kernel's time a rival takes; null when it did not run.</summary>
    public double? Ratio(Rival rival) => Others.FirstOrDefault(o => o.Rival == rival)?.Ratio.Median;

    /// <summary>The time of a visible pair, by its time without a part; null when that did not run.</summary>
    public double? Cost => (double)Case.Size.Queries * Case.Size.Keys / Case.Pairs / Ratio(Rival.Plain);

    /// <summary>Sums up the samples of the kernel and, in the order of the case, its rivals.</summary>
    public static Outcome From(Case one, double[][] seconds, Roof roof, Stamp stamp) => new(one, Quartiles.Of(seconds[0]),
        [.. one.Rivals.Select((rival, i) => new Other(rival, Quartiles.Of(seconds[i + 1]),
            Quartiles.Of(seconds[i + 1].Zip(seconds[0], (other, own) => other / own))))],
        one.Arithmetic ? roof.Flops : roof.Bytes, stamp);
}

/// <summary>Of which code a number is, and of when.</summary>
/// <param name="Commit">The commit, and whether there were changes beside it.</param>
/// <param name="Date">The day, in UTC.</param>
internal sealed record Stamp(string Commit, string Date);
