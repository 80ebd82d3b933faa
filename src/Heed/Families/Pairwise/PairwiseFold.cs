namespace Heed.Pairwise;

/// <summary>
/// What a composition does, from what its parts do. The difficulty is in the corners: a score that nobody reads, a query that sees no key but its
/// own, a rotation that cancels. Each has its line here.
/// </summary>
internal static class PairwiseFold
{
    private const int Enough = 24;                                                         // tokens that tell what patterns leave visible together

    /// <summary>The facts of a composition.</summary>
    public static Facts Of(PairwiseAttention m)
    {
        var normaliser = m.Normaliser.Facts;
        var readsKeys = Every(m).Any(f => f.ReadsKeys);
        var onlySelf = SeesOnlySelf(m, readsKeys);
        var ownFixed = onlySelf && normaliser.LoneWeightIsFixed && m.Mixings.All(x => !x.Facts.ReadsKeys);
        var hidesLater = m.Patterns.Any(p => p.HidesLater) || m.Policy is not null;
        var mixesQueries = !onlySelf && Every(m).Any(f => f.MixesQueries);
        var isCausal = onlySelf || (hidesLater && !mixesQueries);
        return new()
        {
            IsCausal = isCausal,
            IsOrdered = !ownFixed && IsOrdered(m, onlySelf),
            SumsToOne = normaliser.SumsToOne && !Every(m).Any(f => f.ChangesSums),
            MayBeNegative = Every(m).Any(f => f.MayBeNegative),
            IsLinearInValues = m.Roles.Count(r => r.Kind == RoleKind.Value) == 1,
            IgnoresKeyShift = m.Roles.Any(r => r.Kind == RoleKind.Key) && (!readsKeys || ownFixed || ShiftCancels(m)),
            Streams = hidesLater && !mixesQueries && m.Patterns.All(p => p.Facts.Streams) && m.Policy is not { Facts.Streams: false } && !normaliser.KnowsLength,
            BlindIsZero = !Every(m).Any(f => f.ReadsWithoutKeys),
            HasExactGradient = normaliser.HasExactGradient || ownFixed || (!readsKeys && !m.Biases.Any(b => b.Facts.Learns)),
        };
    }

    /// <summary>Whether queries see no key but their own: because patterns leave none, or because its place alone lifts it above all others.</summary>
    private static bool SeesOnlySelf(PairwiseAttention m, bool readsKeys)
    {
        if (m.Contexts.Count > 0) return false;
        if (m.Patterns.Any(p => p.Facts.SeesOnlySelf)) return true;
        var places = m.Patterns.OfType<PlacePattern>().ToArray();
        if (places.Length > 0 && OnlyDiagonal(places)) return true;
        var peaks = m.Biases.Count > 0 && m.Biases.All(b => b.Facts.PeaksAtSelf);
        var seesSelf = m.Patterns.Count == places.Length && Enumerable.Range(0, Enough).All(i => places.All(p => p.Sees(i, i)));
        return !readsKeys && peaks && seesSelf && m.Policy is null && m.Normaliser.Facts.KeepsOnlyMaximum && !m.Mixings.Any(x => x.Facts.MixesScores);
    }

    private static bool OnlyDiagonal(PlacePattern[] patterns) =>
        Enumerable.Range(0, Enough).All(i => Enumerable.Range(0, Enough).All(j => i == j || patterns.Any(p => !p.Sees(i, j))));

    private static bool IsOrdered(PairwiseAttention m, bool onlySelf)
    {
        var scores = m.Biases.Select(b => b.Facts.Place).Append(m.Score.Facts.Place).Append(m.Normaliser.Facts.Place).Append(Prepared(m)).Max();
        if (onlySelf) return scores == Place.Absolute;                                     // by distance alone, a token's own key is always as near
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
            var cancels = facts.Rotates && m.Score.Facts.IsRotationInvariant && m.Prepares.Skip(i + 1).All(p => p.Facts.IsRotationInvariant);
            var goesBy = facts.Rotates ? cancels ? Place.Relative : Place.Absolute : facts.Place;
            if (goesBy > place) place = goesBy;
        }

        return place;
    }

    /// <summary>Whether one vector added to every key adds to all scores of a row what its normaliser does not see.</summary>
    private static bool ShiftCancels(PairwiseAttention m)
    {
        if (m.Contexts.Count > 0 || !m.Score.Facts.IsAffineInKeys || m.Prepares.Any(p => !p.Facts.IsAffineInKeys)) return false;
        if (m.Biases.Any(b => !b.Facts.IsAffineInKeys) || m.Patterns.Any(p => !p.Facts.IsAffineInKeys) || m.Policy is { Facts.IsAffineInKeys: false }) return false;
        if (m.Cap is null) return m.Normaliser.Facts.IgnoresShift;
        var orderStays = m.Cap.Facts.KeepsOrder && m.Biases.Count == 0 && !m.Mixings.Any(x => x.Facts.MixesScores);
        return orderStays && m.Normaliser.Facts.KeepsOnlyMaximum;
    }

    private static IEnumerable<PairwiseFacts> Every(PairwiseAttention m)
    {
        PairwisePart?[] single = [m.Sharing, m.Score, m.Cap, m.Policy, m.Normaliser];
        return single.OfType<PairwisePart>().Concat(m.Prepares).Concat(m.Contexts).Concat(m.Biases).Concat(m.Patterns).Concat(m.Mixings).Concat(m.Gates).Select(p => p.Facts);
    }
}
