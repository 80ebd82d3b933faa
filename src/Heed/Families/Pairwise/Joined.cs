namespace Heed.Pairwise;

/// <summary>Patterns of which one suffices: a query sees a key when all patterns of at least one group let it.</summary>
internal static class Joined
{
    /// <summary>The groups as one pattern, or the patterns of the only one.</summary>
    /// <param name="groups">At least one, none of them empty.</param>
    public static IReadOnlyList<Part> Of(Pattern[][] groups)
    {
        if (groups is [var only]) return only;
        foreach (var group in groups) Together.Check(group);
        return [OfSeveral(groups)];
    }

    private static Pattern OfSeveral(Pattern[][] groups) =>
        groups.All(g => g.All(p => p is PlacePattern))
            ? new JoinedPlaces([.. groups.Select(g => g.Cast<PlacePattern>().ToArray())])
            : new JoinedPatterns(groups);

    /// <summary>The largest window, when every group has one.</summary>
    internal static long? Window(Pattern[][] groups) =>
        groups.All(g => g.Any(p => p.Window is not null)) ? groups.Max(g => g.Min(p => p.Window)) : null;

    internal static PairwiseFacts Facts(Pattern[][] groups, bool seesAll)
    {
        var facts = groups.SelectMany(g => g).Select(p => p.Facts).ToArray();
        return new()
        {
            Place = seesAll ? Place.None : facts.Max(f => f.Place),
            ReadsKeys = !seesAll && facts.Any(f => f.ReadsKeys),
            IsAffineInKeys = facts.All(f => f.IsAffineInKeys),
            MixesQueries = facts.Any(f => f.MixesQueries),
            Streams = facts.All(f => f.Streams),
            SeesOnlySelf = groups.All(g => g.Any(p => p.Facts.SeesOnlySelf)),
        };
    }

    internal static Tensor See(Pattern[][] groups, Func<Pattern, Tensor> visible) => groups
        .Select(g => g.Select(visible).Aggregate((a, b) => a.logical_and(b)))
        .Aggregate((a, b) => a.logical_or(b));
}

/// <summary>Such patterns, all of which go by places.</summary>
internal sealed class JoinedPlaces(PlacePattern[][] groups) : PlacePattern
{
    private bool? hidesLater;

    /// <inheritdoc />
    public override PairwiseFacts Facts => field ??= Joined.Facts(groups, Together.SeeAll(this));

    /// <inheritdoc />
    public override bool HidesLater => hidesLater ??= groups.All(g => g.Any(p => p.HidesLater)) || Together.HideLater(this);

    /// <inheritdoc />
    public override long? Window => Joined.Window(groups);

    /// <inheritdoc />
    public override long Span =>
        groups.SelectMany(g => g).Aggregate(1L, (all, p) => Math.Min(all * Math.Min(p.Span, int.MaxValue), int.MaxValue));

    /// <inheritdoc />
    public override bool Sees(long i, long j) => groups.Any(g => g.All(p => p.Sees(i, j)));

    /// <inheritdoc />
    public override Tensor Visible(Places places) => Joined.See(groups, p => ((PlacePattern)p).Visible(places));
}

/// <summary>Such patterns, some of which go by what tokens hold.</summary>
internal sealed class JoinedPatterns(Pattern[][] groups) : Pattern
{
    /// <inheritdoc />
    public override PairwiseFacts Facts =>
        field ??= Joined.Facts(groups, groups.Any(g => g.All(p => p is PlacePattern place && Together.SeeAll(place))));

    /// <inheritdoc />
    public override bool HidesLater => groups.All(g => g.Any(p => p.HidesLater));

    /// <inheritdoc />
    public override bool SeesOwnKey => groups.Any(g => g.All(p => p.SeesOwnKey));

    /// <inheritdoc />
    public override long? Window => Joined.Window(groups);

    /// <inheritdoc />
    public override bool ChoosesFreely => !SeesOwnKey && groups.Any(g => g.Any(p => p.ChoosesFreely));

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals => [.. groups.SelectMany(g => g).SelectMany(p => p.Signals).DistinctBy(s => s.Name)];

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) =>
        groups.SelectMany(g => g).Select(p => p.SizeOf(name, sizes)).FirstOrDefault(s => s is not null);

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting) => Joined.See(groups, p => p.Visible(meeting));
}
