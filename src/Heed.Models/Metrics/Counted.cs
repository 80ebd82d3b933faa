namespace Heed.Models.Metrics;

/// <summary>How often every run of n symbols occurs.</summary>
internal static class Counted
{
    /// <summary>The runs of a length; the key joins them with a character that no symbol contains.</summary>
    public static Dictionary<string, int> Runs(IReadOnlyList<string> symbols, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + n <= symbols.Count; i++)
        {
            var run = string.Join('\0', symbols.Skip(i).Take(n));
            counts[run] = counts.GetValueOrDefault(run) + 1;
        }

        return counts;
    }

    /// <summary>How many runs are in both, each as often as in the one that has it less often.</summary>
    public static int Shared(Dictionary<string, int> one, Dictionary<string, int> other) =>
        one.Sum(run => Math.Min(run.Value, other.GetValueOrDefault(run.Key)));
}
