namespace Heed.Bench;

/// <summary>What a cell runs with.</summary>
/// <param name="Contestant">What is measured.</param>
/// <param name="Threads">How many threads compute; LibTorch has been told.</param>
/// <param name="Cancel">Ends the cell: its time is over, or somebody pressed Ctrl-C. To be looked at about once a second.</param>
public sealed record CellContext(Contestant Contestant, int Threads, CancellationToken Cancel)
{
    /// <summary>
    /// A folder for what cells share and can make again, such as a trained model. Several processes may use it: write beside and rename.
    /// </summary>
    public required string Cache { get; init; }

    /// <summary>The user's folder with data that is not built in; null when none was named.</summary>
    public string? Data { get; init; }

    /// <summary>Told the share that is done.</summary>
    public IProgress<double>? Progress { get; init; }
}
