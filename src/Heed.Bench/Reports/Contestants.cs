using System.Collections.Concurrent;

namespace Heed.Bench.Reports;

/// <summary>What the catalog knows of contestants, by their names. Creates no tensor.</summary>
internal static class Contestants
{
    private static readonly ConcurrentDictionary<string, Mechanism?> Known = new(StringComparer.Ordinal);

    public static string FamilyOf(string name) =>
        Mechanism(name) is { } m ? m.Family.Name : Contestant.Yardsticks.Contains(name) ? "yardstick" : "unknown";

    public static IReadOnlyList<string> LawsOf(string name) =>
        Mechanism(name) is { } m ? [.. Catalog.Laws.Where(l => l.IsPromisedBy(m)).Select(l => l.Id)] : [];

    /// <summary>The mechanism; null for yardsticks, and for what this program's catalog does not have.</summary>
    public static Mechanism? Mechanism(string name) => Known.GetOrAdd(name, static n =>
    {
        try
        {
            return Contestant.Parse(n).Mechanism;
        }
        catch (ExpressionException)
        {
            return null;
        }
    });
}
