namespace Heed.Kernels.Bench;

/// <summary>How much time a case is given.</summary>
/// <param name="Seconds">For all samples of all contestants.</param>
/// <param name="Batch">Seconds of one sample, at least: small calls are repeated, or the
/// clock and the first touch of caches would be measured.</param>
/// <param name="Fewest">Rounds, unless they take longer than the patience: then what was
/// done is enough, of calls that take seconds themselves.</param>
/// <param name="Most">Rounds, however quick they are.</param>
/// <param name="Patience">How many times the seconds the fewest rounds may take.</param>
internal sealed record Budget(double Seconds, double Batch, int Fewest, int Most, int Patience)
{
    /// <summary>Whether one more round is due.</summary>
    public bool Wants(int rounds, double seconds)
        => rounds == 0 || (rounds < Most && (seconds < Seconds || (rounds < Fewest && seconds < Patience * Seconds)));

    public static Budget Quick { get; } = new(0.5, 0.002, 3, 21, 3);
    public static Budget Full { get; } = new(0.8, 0.004, 5, 31, 10);
}
