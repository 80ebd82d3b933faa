namespace Heed.Kernels.Bench;

/// <summary>What was measured of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Kernel">Seconds of a call of the kernel.</param>
/// <param name="Others">Seconds of the others, and how many times the kernel's they are, round by round.</param>
/// <param name="Roof">What the machine can do at most with these threads and registers.</param>
internal sealed record Outcome(Case Case, Samples Kernel, IReadOnlyList<(string Name, Rival Rival, Samples Seconds, Samples Ratio)> Others, Roof Roof)
{
    /// <summary>Operations or bytes a second.</summary>
    public double Rate => Case.Work / Kernel.Median;

    /// <summary>That as a share of what the machine can do.</summary>
    public double Share => Rate / (Case.Arithmetic ? Roof.Flops : Roof.Bytes);

    /// <summary>How many times the kernel's time a rival takes; NaN when it did not run.</summary>
    public double Ratio(Rival rival) => Others.Where(o => o.Rival == rival).Select(o => o.Ratio.Median).DefaultIfEmpty(double.NaN).First();

    public static Outcome From(Case one, IReadOnlyList<Contestant> contestants, double[][] seconds, Roof roof) => new(one, new(seconds[0]),
        [.. one.Rivals.Select((rival, i) => (contestants[i + 1].Name, rival, new Samples(seconds[i + 1]), new Samples(seconds[i + 1].Zip(seconds[0], (other, own) => other / own))))], roof);
}
