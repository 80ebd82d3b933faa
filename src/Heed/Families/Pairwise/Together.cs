namespace Heed.Pairwise;

/// <summary>What patterns that go by places leave visible together, looked up on so many tokens that no more of them could show anything
/// new.</summary>
/// <remarks>Where that would be too many tokens the answer is no, which promises nothing.</remarks>
internal static class Together
{
    private const long Fewest = 24, Most = 280;                                            // tokens

    /// <summary>Whether no query sees another key than its own.</summary>
    public static bool SeeOnlySelf(params PlacePattern[] patterns) => patterns.Length > 0 && None(patterns, (i, j) => i != j);

    /// <summary>Whether no query sees a later key.</summary>
    public static bool HideLater(params PlacePattern[] patterns) => patterns.Length > 0 && None(patterns, (i, j) => j > i);

    /// <summary>Whether every query sees its own key.</summary>
    public static bool SeeOwnKey(params PlacePattern[] patterns) => All(patterns, (i, j) => i == j);

    /// <summary>Whether every query sees every key.</summary>
    public static bool SeeAll(params PlacePattern[] patterns) => All(patterns, (_, _) => true);

    /// <summary>
    /// Throws where one chooses keys among all, and others, or a cache of limited size, may hide every key that it chose.
    /// </summary>
    /// <param name="patterns">Patterns that stand side by side.</param>
    /// <param name="isBounded">Whether there is a cache of limited size.</param>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public static void Check(IReadOnlyList<Pattern> patterns, bool isBounded = false)
    {
        if (!patterns.Any(p => p.ChoosesFreely)) return;
        Pattern[] others = [.. patterns.Where(p => !p.ChoosesFreely)];
        if (isBounded || patterns.Count - others.Length > 1 || others.Any(p => p is not PlacePattern)
            || !All([.. others.Cast<PlacePattern>()], (i, j) => j <= i))
            throw new ArgumentException("A mask that chooses keys by what tokens say may choose none that another part leaves: "
                + "leave one out.");
    }

    private static bool None(PlacePattern[] patterns, Func<long, long, bool> pair) =>
        Tokens(patterns) is { } n && Pairs(n).All(p => !pair(p.I, p.J) || patterns.Any(x => !x.Sees(p.I, p.J)));

    private static bool All(PlacePattern[] patterns, Func<long, long, bool> pair) =>
        Tokens(patterns) is { } n && Pairs(n).All(p => !pair(p.I, p.J) || patterns.All(x => x.Sees(p.I, p.J)));

    /// <summary>Enough for all that several patterns do, one of them in the steps of another; null when they are too many.</summary>
    private static long? Tokens(PlacePattern[] patterns)
    {
        var steps = patterns.Aggregate(1L, (all, p) => Math.Min(all * Math.Min(p.Span, Most + 1), Most + 1));
        return steps + Fewest <= Most ? steps + Fewest : null;
    }

    private static IEnumerable<(long I, long J)> Pairs(long n)
    {
        for (long i = 0; i < n; i++)
            for (long j = 0; j < n; j++)
                yield return (i, j);
    }
}
