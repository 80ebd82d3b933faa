namespace Heed.Bench.Tests.Running;

/// <summary>The program with tasks that misbehave.</summary>
internal static class Processes
{
    public static string Worker { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Heed.Bench.Tests.Worker", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')),
        "Heed.Bench.Tests.Worker"));
}
