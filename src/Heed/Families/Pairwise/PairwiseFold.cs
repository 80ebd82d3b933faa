namespace Heed.Pairwise;

/// <summary>
/// What a composition does, from what its parts do. The difficulty is in the corners: a score that nobody reads, a query that sees no key
/// but its own, a rotation that cancels. Each has its line here.
/// </summary>
internal static class PairwiseFold
{
    /// <summary>The facts of a composition.</summary>
    public static Facts Of(PairwiseAttention m)
    {
        var normaliser = m.Normaliser.Facts;
        if (m.Contexts.Count > 0 && (m.Score.Facts.NeedsPlaces || normaliser.NeedsPlaces))
            throw new ArgumentException("These parts go by places of the text, and keys of a context stand nowhere in it: leave one out.");
        Together.Check(m.Patterns, m.Policy is not null);
        var scoresReadKeys = Scoring(m).Any(f => f.ReadsKeys);
        var readsKeys = scoresReadKeys || m.Patterns.Any(p => p.Facts.ReadsKeys) || m.Policy is { Facts.ReadsKeys: true };
        var oneVisible = SeesOneKey(m);
        var onlySelf = oneVisible || PeaksAtSelf(m, scoresReadKeys);
        var signs = SignsOf(m, onlySelf);
        var silent = (signs == Signs.Zero && normaliser.IsSilentAtZero) || (signs == Signs.NotPositive && normaliser.IsSilentBelowZero);
        var signed = normaliser.KeepsSigns && signs != Signs.Positive;
        var loneFixed = normaliser.LoneWeightIsFixed || (normaliser.KeepsSigns && signs is Signs.Positive or Signs.NotPositive);
        var ownFixed = silent || (onlySelf && m.Contexts.Count == 0 && loneFixed && m.Mixings.All(x => !x.Facts.ReadsKeys));
        var onlyAsker = onlySelf && normaliser.SharesKeysFirst;
        var hidesLater = m.Patterns.Any(p => p.HidesLater) || m.Policy is not null
            || Together.HideLater([.. m.Patterns.OfType<PlacePattern>()]);
        var lone = onlySelf && m.Contexts.Count == 0 && normaliser.LoneWeightIsOne;
        var sumsToOne = !silent && (normaliser.SumsToOne || lone || (normaliser.KeepsSigns && !signed)) && !ChangesSums(m);
        var readsOne = (onlySelf && m.Contexts.Count == 0) || normaliser.KeepsOnlyMaximum;
        var isLinear = m.Roles.Count(r => r.Kind == RoleKind.Value) == 1 && !m.Contexts.Any(c => c.Facts.ReadsWithoutKeys)
            && (m.Values is not { Facts.IsLinearInValues: false } || silent || (m.Values.Facts.KeepsLoneValue && readsOne && sumsToOne));
        var negative = !silent && (signed || Every(m).Any(f => f.MayBeNegative));
        if (negative && m.Values?.WhyNotNegative is { } why) throw new ArgumentException($"{why}.");
        var mixesQueries = (!onlySelf || m.Contexts.Count > 0) && Every(m).Any(f => f.MixesQueries);
        return new()
        {
            IsCausal = silent || ((onlySelf || hidesLater) && !(mixesQueries && (readsKeys || ReadsTokens(m)))),
            IsOrdered = !ownFixed && IsOrdered(m, onlySelf),
            SumsToOne = sumsToOne,
            MayBeNegative = negative || (m.Gates.Count > 0 && !isLinear),
            IsLinearInValues = isLinear,
            IgnoresKeyShift = m.Roles.Any(r => r.Kind == RoleKind.Key)
                && (silent || (m.Sharing is not { Facts.IsAffineInKeys: false }
                    && (!readsKeys || ownFixed || onlyAsker || ShiftCancels(m, scoresReadKeys)))),
            Streams = hidesLater && !mixesQueries && m.Patterns.All(p => p.Facts.Streams) && m.Biases.All(b => b.Facts.Streams)
                && !normaliser.KnowsLength && (m.Policy is null || FollowsByToken(m, m.Policy)),
            KeepsHeadsApart = m.Mixings.Count == 0 && m.Policy is not { Facts.MixesHeads: true },
            BlindIsZero = !Every(m).Any(f => f.ReadsWithoutKeys),
            HasExactGradient = normaliser.HasExactGradient || silent || (oneVisible && ownFixed) || !(scoresReadKeys || LearnsScores(m)),
        };
    }

    /// <summary>
    /// Whether weights no longer sum to one. Values of a context are not those of the text, unless both come from elsewhere.
    /// </summary>
    private static bool ChangesSums(PairwiseAttention m)
    {
        var harmless = m.Roles.Any(r => r.Kind == RoleKind.Value) ? 0 : m.Contexts.Count(c => c.Facts.ChangesSums);
        return Every(m).Count(f => f.ChangesSums) > harmless;
    }

    /// <summary>
    /// Whether a cache of limited size can be followed token by token: a mask that goes by what keys hold would go by those that are gone,
    /// and so would a score or a bias that sums up what each token says.
    /// </summary>
    private static bool FollowsByToken(PairwiseAttention m, CachePolicy policy) =>
        policy.Facts.Streams && !m.Patterns.Any(p => p.Facts.ReadsKeys || p.Signals.Any(s => s.Kind == RoleKind.Token))
        && !m.Score.Facts.ReadsBetween && !m.Biases.SelectMany(b => b.Signals).Any(s => s.Kind == RoleKind.Token && s.Axis("M") >= 0);

    /// <summary>Whether patterns leave queries no key of the text but their own.</summary>
    private static bool SeesOneKey(PairwiseAttention m) =>
        m.Patterns.Any(p => p.Facts.SeesOnlySelf) || Together.SeeOnlySelf([.. m.Patterns.OfType<PlacePattern>()]);

    /// <summary>Whether its place alone lifts a query's own key above all others, and only the highest is read.</summary>
    private static bool PeaksAtSelf(PairwiseAttention m, bool scoresReadKeys)
    {
        if (scoresReadKeys || m.Contexts.Count > 0 || m.Policy is not null || !m.Normaliser.Facts.KeepsOnlyMaximum) return false;
        return Felt(m).Length > 0 && Felt(m).All(b => b.Facts.PeaksAtSelf) && m.Patterns.All(p => p.SeesOwnKey)
            && !m.Mixings.Any(x => x.Facts.MixesScores);
    }

    /// <summary>Which signs the scores have that the normaliser gets.</summary>
    private static Signs SignsOf(PairwiseAttention m, bool onlySelf)
    {
        var added = m.Biases.Select(b => b.Facts).Where(f => !(onlySelf && f.IsZeroAtSelf)).Select(f => f.Gives);
        var signs = added.Aggregate(m.Score.Facts.Gives, (a, b) => a == Signs.Zero ? b : b == Signs.Zero || a == b ? a : Signs.Any);
        if (m.Mixings.Any(x => x.Facts.MixesScores) && signs != Signs.Zero) return Signs.Any;
        var ofContext = m.Contexts.Count == 0 ? signs : m.Score.Facts.Gives;               // to which no bias is added
        if (signs == ofContext) return signs;
        return signs is Signs.Zero or Signs.NotPositive && ofContext is Signs.Zero or Signs.NotPositive ? Signs.NotPositive : Signs.Any;
    }

    /// <summary>Whether scores or masks that go by no key go by what tokens say nevertheless.</summary>
    private static bool ReadsTokens(PairwiseAttention m) => m.Biases.Any(ReadsTokens) || m.Patterns.Any(ReadsTokens);

    private static bool ReadsTokens(PairwisePart part) => part.Signals.Any(s => s.Kind == RoleKind.Token);

    /// <summary>Whether scores that go by no key have a gradient nevertheless.</summary>
    private static bool LearnsScores(PairwiseAttention m) =>
        m.Biases.Any(b => b.Facts.Learns) || (Felt(m).Length > 0 && m.Mixings.Any(x => x.Facts.MixesScores && x.Facts.Learns));

    private static bool IsOrdered(PairwiseAttention m, bool onlySelf)
    {
        var scores = m.Biases.Select(b => b.Facts.Place).Append(m.Score.Facts.Place).Append(m.Normaliser.Facts.Place)
            .Append(m.Values?.Facts.Place ?? Place.None).Append(Prepared(m, onlySelf)).Max();
        if (onlySelf) return scores == Place.Absolute;                                     // by distance, its own key is always as near
        return scores != Place.None || m.Policy is not null || m.Patterns.Any(p => p.Facts.Place != Place.None);
    }

    /// <summary>How scores go by places because queries and keys were prepared.</summary>
    private static Place Prepared(PairwiseAttention m, bool onlySelf)
    {
        if (!m.Score.Facts.ReadsKeys) return Place.None;
        var place = Place.None;
        for (var i = 0; i < m.Prepares.Count; i++)
        {
            var facts = m.Prepares[i].Facts;
            var cancels = facts.Rotates && m.Contexts.Count == 0
                && m.Score.Facts.IsRotationInvariant && (!facts.Stretches || m.Score.Facts.IsProduct)
                && m.Prepares.Skip(i + 1).All(p => p.Facts.IsRotationInvariant);
            var goesBy = facts.Rotates ? cancels ? Place.Relative : Place.Absolute
                : facts.Lengthens && IgnoresLengths(m, m.Prepares.Skip(i + 1), onlySelf) ? Place.None : facts.Place;
            if (goesBy > place) place = goesBy;
        }

        return place;
    }

    /// <summary>Whether it makes no difference how long queries are, by what comes after they were made longer.</summary>
    private static bool IgnoresLengths(PairwiseAttention m, IEnumerable<Prepare> after, bool onlySelf)
    {
        if (m.Score.Facts.IgnoresLengths || after.Any(p => p.Facts.IgnoresLengths)) return true;
        var orderStays = m.Score.Facts.GrowsWithQuery && Felt(m).Length == 0
            && (m.Cap is null || (m.Cap.Facts.KeepsOrder && !m.Mixings.Any(x => x.Facts.MixesScores)));
        return orderStays && (m.Normaliser.Facts.KeepsOnlyMaximum
            || (onlySelf && m.Contexts.Count == 0 && m.Normaliser.Facts.KeepsSigns));
    }

    /// <summary>Whether one vector added to every key adds to all scores of a row what its normaliser does not see.</summary>
    private static bool ShiftCancels(PairwiseAttention m, bool scoresReadKeys)
    {
        if (m.Prepares.Any(p => !p.Facts.IsAffineInKeys) || Felt(m).Any(b => !b.Facts.IsAffineInKeys)) return false;
        if (m.Patterns.Any(p => !p.Facts.IsAffineInKeys) || m.Policy is { Facts.IsAffineInKeys: false }) return false;
        // only a mask goes by keys, and it is affine in them
        if (!scoresReadKeys) return true;
        if (m.Contexts.Count > 0 || !m.Score.Facts.IsAffineInKeys) return false;
        if (m.Cap is null) return m.Normaliser.Facts.IgnoresShift;
        var orderStays = m.Cap.Facts.KeepsOrder && Felt(m).Length == 0 && !m.Mixings.Any(x => x.Facts.MixesScores);
        return orderStays && m.Normaliser.Facts.KeepsOnlyMaximum;
    }

    /// <summary>Biases that add something.</summary>
    private static Bias[] Felt(PairwiseAttention m) => [.. m.Biases.Where(b => b.Facts.Gives != Signs.Zero)];

    private static IEnumerable<PairwiseFacts> Every(PairwiseAttention m)
    {
        var hiding = m.Policy is null ? m.Patterns.Select(p => p.Facts) : m.Patterns.Select(p => p.Facts).Append(m.Policy.Facts);
        return Scoring(m).Concat(hiding);
    }

    /// <summary>The facts of all parts but those that only hide keys.</summary>
    private static IEnumerable<PairwiseFacts> Scoring(PairwiseAttention m)
    {
        PairwisePart?[] single = [m.Sharing, m.Score, m.Cap, m.Normaliser, m.Values];
        return single.OfType<PairwisePart>().Concat(m.Prepares).Concat(m.Contexts).Concat(m.Biases)
            .Concat(m.Mixings).Concat(m.Gates).Select(p => p.Facts);
    }
}
