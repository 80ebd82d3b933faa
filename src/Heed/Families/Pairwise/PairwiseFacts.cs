namespace Heed.Pairwise;

/// <summary>What a part of the pairwise family does: parts with equal facts are of one class, and laws are derived from classes.</summary>
public sealed record PairwiseFacts
{
    /// <summary>What the part goes by besides what tokens hold.</summary>
    public Place Place { get; init; }

    /// <summary>Whether it goes by what keys hold.</summary>
    public bool ReadsKeys { get; init; }

    /// <summary>Whether one vector added to every key adds one number to all scores of a row, or leaves them as they are.</summary>
    public bool IsAffineInKeys { get; init; } = true;

    /// <summary>Of a score: whether it stays the same when query and key are rotated alike.</summary>
    public bool IsRotationInvariant { get; init; } = true;

    /// <summary>Of a score: whether it is the product of query and key.</summary>
    public bool IsProduct { get; init; }

    /// <summary>Of what rotates: whether it makes queries longer with their place and keys shorter, so that only in a product of the two
    /// is distance all that is left.</summary>
    public bool Stretches { get; init; }

    /// <summary>Of what prepares queries and keys: whether it rotates each by an angle that grows with its place.</summary>
    public bool Rotates { get; init; }

    /// <summary>Of what prepares: whether it makes queries longer with their place.</summary>
    public bool Lengthens { get; init; }

    /// <summary>Of a score or of what prepares: whether of a query its direction alone counts.</summary>
    public bool IgnoresLengths { get; init; }

    /// <summary>Of a score: whether it is so many times as large for a query that is so many times as long.</summary>
    public bool GrowsWithQuery { get; init; }

    /// <summary>Of a bias: whether, by place alone, a query's own key has the highest score of all.</summary>
    public bool PeaksAtSelf { get; init; }

    /// <summary>Of a score: whether what lies between a key and a query counts for the two.</summary>
    public bool ReadsBetween { get; init; }

    /// <summary>Of a score or a bias: what signs its numbers have.</summary>
    public Signs Gives { get; init; }

    /// <summary>Of a bias: whether it adds nothing to the score of a query's own key.</summary>
    public bool IsZeroAtSelf { get; init; }

    /// <summary>Of a cap: whether a higher score stays higher, among scores of ordinary size.</summary>
    public bool KeepsOrder { get; init; } = true;

    /// <summary>Whether it lets a query see only its own key.</summary>
    public bool SeesOnlySelf { get; init; }

    /// <summary>Of a mask, a bias or a cache policy: whether it goes on token by token.</summary>
    public bool Streams { get; init; } = true;

    /// <summary>Of a normaliser: whether the weights of a row sum to one.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Of a normaliser: whether a key that a query sees alone weighs the same whatever its score is.</summary>
    public bool LoneWeightIsFixed { get; init; }

    /// <summary>Of a normaliser whose weights need not sum to one: whether a key that a query sees alone weighs one.</summary>
    public bool LoneWeightIsOne { get; init; }

    /// <summary>Of a normaliser: whether adding one number to all scores of a row leaves its weights as they are.</summary>
    public bool IgnoresShift { get; init; }

    /// <summary>Of a normaliser: whether all the weight goes to the highest score.</summary>
    public bool KeepsOnlyMaximum { get; init; }

    /// <summary>Of a normaliser: whether weights have the signs of scores, their sizes summing to one where no score is 0.</summary>
    public bool KeepsSigns { get; init; }

    /// <summary>Of a normaliser: whether a score of 0 weighs nothing.</summary>
    public bool IsSilentAtZero { get; init; }

    /// <summary>Of a normaliser: whether a score below 0 weighs nothing.</summary>
    public bool IsSilentBelowZero { get; init; }

    /// <summary>Of a normaliser: whether the weights depend on how many keys there are, visible or not.</summary>
    public bool KnowsLength { get; init; }

    /// <summary>Whether the weights of one query depend on other queries.</summary>
    public bool MixesQueries { get; init; }

    /// <summary>Of a cache policy: whether what one head may read depends on what others read.</summary>
    public bool MixesHeads { get; init; }

    /// <summary>Of a normaliser: whether each key is shared out among the queries before a query shares itself out among keys, so that a
    /// key which one query alone sees counts for it whatever its score is.</summary>
    public bool SharesKeysFirst { get; init; }

    /// <summary>Whether scores of one head come from scores of several.</summary>
    public bool MixesScores { get; init; }

    /// <summary>Whether the weights that it makes no longer sum to one, or equal values no longer come out unchanged.</summary>
    public bool ChangesSums { get; init; }

    /// <summary>Whether a weight may be negative.</summary>
    public bool MayBeNegative { get; init; }

    /// <summary>Of a score or a normaliser: whether it goes only by keys that stand somewhere in the text, which those of a context do
    /// not.</summary>
    public bool NeedsPlaces { get; init; }

    /// <summary>Of what reads values: whether mixed values give the mixed results, whatever the weights are.</summary>
    public bool IsLinearInValues { get; init; } = true;

    /// <summary>Of what reads values: whether a value that has all the weight is read as it is.</summary>
    public bool KeepsLoneValue { get; init; }

    /// <summary>Whether every query reads something even when all keys are hidden.</summary>
    public bool ReadsWithoutKeys { get; init; }

    /// <summary>Whether its derivatives are those of what it computes.</summary>
    public bool HasExactGradient { get; init; } = true;

    /// <summary>Whether it learns numbers of its own.</summary>
    public bool Learns { get; init; }
}

/// <summary>How a part goes by where tokens stand.</summary>
public enum Place
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By distance only: a token's own key always lies equally near.</summary>
    Relative,

    /// <summary>By where each token stands.</summary>
    Absolute,
}

/// <summary>Which signs the numbers of a part have, whatever tokens hold.</summary>
public enum Signs
{
    /// <summary>Either.</summary>
    Any,

    /// <summary>None: all are 0.</summary>
    Zero,

    /// <summary>Below 0, or 0.</summary>
    NotPositive,

    /// <summary>Above 0.</summary>
    Positive,
}
