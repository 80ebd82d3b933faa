using Heed.Native;

namespace Heed.Bench.Running;

/// <summary>Whether a mechanism does what it promises and no more; one that does not is not timed.</summary>
internal static class LawCheck
{
    private const int Draws = 20;

    /// <summary>Which law is not as promised; empty when all are, or there is no mechanism.</summary>
    public static string Broken(Mechanism? mechanism)
    {
        if (mechanism is null) return "";
        LibTorch.EnsureLoaded();
        return string.Join(", ", Catalog.Laws.Select(l => l.Judge(mechanism, Draws)).Where(v => !v.IsRight)
            .Select(v => $"{v.Law.Id}: {v}"));
    }
}
