namespace Heed.Kernels.Bench;

/// <summary>How much time a case is given.</summary>
/// <param name="Seconds">For all samples of all contestants.</param>
/// <param name="Batch">Seconds of one sample, at least: small calls are repeated, or the clock and the first touch of caches would be measured.</param>
/// <param name="Fewest">Rounds, whatever they take.</param>
/// <param name="Most">Rounds, however quick they are.</param>
internal sealed record Budget(double Seconds, double Batch, int Fewest, int Most)
{
    public static Budget Quick { get; } = new(0.5, 0.002, 3, 21);
    public static Budget Full { get; } = new(2.5, 0.01, 5, 51);
}
