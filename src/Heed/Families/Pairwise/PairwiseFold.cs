namespace Heed.Pairwise;

/// <summary>
/// What a composition does, from what its parts do. The difficulty is in the corners: a score that nobody reads, a query that sees no key
/// but its
/// own, a rotation that cancels. Each has its line here.
/// </summary>
internal static class PairwiseFold
{
    private const int Enough = 24;                                                         // tokens that tell what patterns leave together

    /// <summary>The facts of a composition.</summary>
    public static Facts Of(PairwiseAttention m)
    {
        var normaliser = m.Normaliser.Facts;
        var readsKeys = Every(m).Any(f => f.ReadsKeys);
        var oneVisible = SeesOneKey(m);
        var onlySelf = oneVisible || PeaksAtSelf(m, readsKeys);
        var signs = SignsOf(m, onlySelf);
        var silent = (signs == Signs.Zero && normaliser.IsSilentAtZero) || (signs == Signs.NotPositive && normaliser.IsSilentBelowZero);
        var signed = normaliser.KeepsSigns && signs != Signs.Positive;
        var loneFixed = normaliser.LoneWeightIsFixed || (normaliser.KeepsSigns && signs is Signs.Positive or Signs.NotPositive);
        var ownFixed = silent || (onlySelf && loneFixed && m.Mixings.All(x => !x.Facts.ReadsKeys));
        var hidesLater = m.Patterns.Any(p => p.HidesLater) || m.Policy is not null;
        var mixesQueries = !onlySelf && Every(m).Any(f => f.MixesQueries);
        return new()
        {
            IsCausal = onlySelf || silent || (hidesLater && !(mixesQueries && (readsKeys || ReadsTokens(m)))),
            IsOrdered = !ownFixed && IsOrdered(m, onlySelf),
            SumsToOne = !silent && (normaliser.SumsToOne || (normaliser.KeepsSigns && !signed)) && !Every(m).Any(f => f.ChangesSums),
            MayBeNegative = !silent && (signed || Every(m).Any(f => f.MayBeNegative)),
            IsLinearInValues = m.Roles.Count(r => r.Kind == RoleKind.Value) == 1,
            IgnoresKeyShift = m.Roles.Any(r => r.Kind == RoleKind.Key) && (!readsKeys || ownFixed || ShiftCancels(m)),
            Streams = hidesLater && !mixesQueries && m.Patterns.All(p => p.Facts.Streams)
                && m.Policy is not { Facts.Streams: false } && !normaliser.KnowsLength,
            BlindIsZero = !Every(m).Any(f => f.ReadsWithoutKeys),
            HasExactGradient = normaliser.HasExactGradient || silent || (oneVisible && ownFixed) || !(readsKeys || LearnsScores(m)),
        };
    }

    /// <summary>Whether patterns leave queries no key but their own.</summary>
    private static bool SeesOneKey(PairwiseAttention m)
    {
        if (m.Contexts.Count > 0) return false;
        if (m.Patterns.Any(p => p.Facts.SeesOnlySelf)) return true;
        var places = m.Patterns.OfType<PlacePattern>().ToArray();
        return places.Length > 0 && OnlyDiagonal(places);
    }

    /// <summary>Whether its place alone lifts a query's own key above all others, and only the highest is read.</summary>
    private static bool PeaksAtSelf(PairwiseAttention m, bool readsKeys)
    {
        if (readsKeys || m.Contexts.Count > 0 || m.Policy is not null || !m.Normaliser.Facts.KeepsOnlyMaximum) return false;
        var places = m.Patterns.OfType<PlacePattern>().ToArray();
        var seesSelf = m.Patterns.Count == places.Length && Enumerable.Range(0, Enough).All(i => places.All(p => p.Sees(i, i)));
        return seesSelf && m.Biases.Count > 0 && m.Biases.All(b => b.Facts.PeaksAtSelf) && !m.Mixings.Any(x => x.Facts.MixesScores);
    }

    /// <summary>Which signs the scores have that the normaliser gets.</summary>
    private static Signs SignsOf(PairwiseAttention m, bool onlySelf)
    {
        var added = m.Biases.Select(b => b.Facts).Where(f => !(onlySelf && f.IsZeroAtSelf)).Select(f => f.Gives);
        var signs = added.Aggregate(m.Score.Facts.Gives, (a, b) => a == Signs.Zero ? b : b == Signs.Zero || a == b ? a : Signs.Any);
        var mixed = m.Contexts.Count > 0 || m.Mixings.Any(x => x.Facts.MixesScores);
        return mixed && signs != Signs.Zero ? Signs.Any : signs;
    }

    /// <summary>Whether scores that go by no key go by what tokens say nevertheless.</summary>
    private static bool ReadsTokens(PairwiseAttention m) => m.Biases.Any(b => b.Signals.Any(s => s.Kind == RoleKind.Token));

    /// <summary>Whether scores that go by no key have a gradient nevertheless.</summary>
    private static bool LearnsScores(PairwiseAttention m) =>
        m.Biases.Any(b => b.Facts.Learns) || (m.Biases.Count > 0 && m.Mixings.Any(x => x.Facts.MixesScores && x.Facts.Learns));

    private static bool OnlyDiagonal(PlacePattern[] patterns) =>
        Enumerable.Range(0, Enough).All(i => Enumerable.Range(0, Enough).All(j => i == j || patterns.Any(p => !p.Sees(i, j))));

    private static bool IsOrdered(PairwiseAttention m, bool onlySelf)
    {
        var scores = m.Biases.Select(b => b.Facts.Place)
            .Append(m.Score.Facts.Place).Append(m.Normaliser.Facts.Place).Append(Prepared(m)).Max();
        if (onlySelf) return scores == Place.Absolute;                                     // by distance, its own key is always as near
        return scores != Place.None || m.Policy is not null || m.Patterns.Any(p => p.Facts.Place != Place.None);
    }

    /// <summary>How scores go by places because queries and keys were prepared.</summary>
    private static Place Prepared(PairwiseAttention m)
    {
        if (!m.Score.Facts.ReadsKeys) return Place.None;
        var place = Place.None;
        for (var i = 0; i < m.Prepares.Count; i++)
        {
            var facts = m.Prepares[i].Facts;
            var cancels = facts.Rotates && m.Score.Facts.IsRotationInvariant
                && m.Prepares.Skip(i + 1).All(p => p.Facts.IsRotationInvariant);
            var goesBy = facts.Rotates ? cancels ? Place.Relative : Place.Absolute : facts.Place;
            if (goesBy > place) place = goesBy;
        }

        return place;
    }

    /// <summary>Whether one vector added to every key adds to all scores of a row what its normaliser does not see.</summary>
    private static bool ShiftCancels(PairwiseAttention m)
    {
        if (m.Contexts.Count > 0 || !m.Score.Facts.IsAffineInKeys || m.Prepares.Any(p => !p.Facts.IsAffineInKeys)) return false;
        if (m.Biases.Any(b => !b.Facts.IsAffineInKeys) || m.Patterns.Any(p => !p.Facts.IsAffineInKeys)) return false;
        if (m.Policy is { Facts.IsAffineInKeys: false }) return false;
        if (m.Cap is null) return m.Normaliser.Facts.IgnoresShift;
        var orderStays = m.Cap.Facts.KeepsOrder && m.Biases.Count == 0 && !m.Mixings.Any(x => x.Facts.MixesScores);
        return orderStays && m.Normaliser.Facts.KeepsOnlyMaximum;
    }

    private static IEnumerable<PairwiseFacts> Every(PairwiseAttention m)
    {
        PairwisePart?[] single = [m.Sharing, m.Score, m.Cap, m.Policy, m.Normaliser];
        IEnumerable<PairwisePart> several =
            [.. m.Prepares, .. m.Contexts, .. m.Biases, .. m.Patterns, .. m.Mixings, .. m.Gates];
        return single.OfType<PairwisePart>().Concat(several).Select(p => p.Facts);
    }
}
