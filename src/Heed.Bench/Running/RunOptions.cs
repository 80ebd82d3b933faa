using Heed.Native;

namespace Heed.Bench.Running;

/// <summary>How a run is done.</summary>
public sealed record RunOptions
{
    /// <summary>The program that works, and its arguments: it must call <see cref="Worker.Run"/>.</summary>
    public required IReadOnlyList<string> Worker { get; init; }

    /// <summary>How many cells run at the same time; those that are timed run alone.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Threads of each cell; null = the processors, divided among the jobs. With another number the last digits differ.</summary>
    public int? Threads { get; init; }

    /// <summary>Seconds that a cell may take; null = by the estimate of its task.</summary>
    public double? MostSeconds { get; init; }

    /// <summary>Bytes that the process of a cell may hold; null = its share of most of the memory that there is.</summary>
    public long? MostBytes { get; init; }

    /// <summary>Where what cells share is kept unless another folder is named.</summary>
    public static string UsualCache =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "heed", "bench");

    /// <summary>For what cells share and can make again.</summary>
    public string Cache { get; init; } = UsualCache;

    /// <summary>The user's folder with data that is not built in.</summary>
    public string? Data { get; init; }

    /// <summary>Whether cells are run again that have a row, but did not end well.</summary>
    public bool Retry { get; init; }

    /// <summary>How long a claim lasts that is not renewed: for so long a run that was killed on another machine holds its cells.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Threads of each cell.</summary>
    public int ThreadsOfCell => Threads ?? Math.Max(1, Environment.ProcessorCount / Jobs);

    /// <summary>What a cell may take.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="size">Its size.</param>
    public Limits LimitsOf(BenchTask task, TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(task);
        const double Least = 300, Times = 30;
        return new(MostSeconds ?? Math.Max(Least, Times * task.Estimate(size)),
            MostBytes ?? (long)(UsableMemory.Bytes / Jobs));
    }
}
