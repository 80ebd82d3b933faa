namespace Heed.Bench.Timing;

/// <summary>Something to be timed.</summary>
/// <param name="Run">One run.</param>
/// <param name="Before">What goes before some runs and is not timed.</param>
/// <param name="Most">How many runs may follow one another.</param>
internal sealed record Trial(Action Run, Action? Before = null, int Most = 1024)
{
    public static implicit operator Trial(Action run) => new(run);
}
