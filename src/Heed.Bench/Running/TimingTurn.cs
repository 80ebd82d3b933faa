namespace Heed.Bench.Running;

/// <summary>Lets one run of a user on this machine time at a time; a killed one lets go.</summary>
internal static class TimingTurn
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until nobody else times.</summary>
    /// <param name="cache">The folder that runs share.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>To be disposed when the turn is over.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IDisposable Wait(string cache, CancellationToken cancel)
    {
        Directory.CreateDirectory(cache);
        var path = Path.Combine(cache, ".timing");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (cancel.WaitHandle.WaitOne(BetweenLooks)) cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
