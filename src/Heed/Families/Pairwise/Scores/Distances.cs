namespace Heed.Pairwise.Scores;

/// <summary>What a query makes of distances, looked up for each pair.</summary>
internal static class Distances
{
    /// <summary>What a score does that goes by distances in a way that it learns, beside what keys hold.</summary>
    public static PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        NeedsPlaces = true,
        ReadsKeys = true,
        IsRotationInvariant = false,
        Learns = true,
    };

    /// <summary>For each pair the number of its row in a table.</summary>
    /// <param name="ofRows">What each query makes of each row, (B, H, N, rows).</param>
    /// <param name="row">Which row a pair has, (N, M).</param>
    /// <returns>(B, H, N, M).</returns>
    public static Tensor At(Tensor ofRows, Tensor row) => ofRows.gather(-1, row.expand(ofRows.shape[0], ofRows.shape[1], -1, -1));

    /// <summary>The rows of pairs in a table with a row for each distance from −reach to reach, those beyond sharing the last.</summary>
    /// <param name="places">Where queries and keys stand.</param>
    /// <param name="reach">The largest distance with a row of its own.</param>
    public static Tensor Clipped(Places places, long reach) => (-places.Distance(torch.int64)).clamp(-reach, reach) + reach;

    /// <summary>How far a largest distance reaches, as it was given.</summary>
    /// <param name="maxDistance">The option.</param>
    public static long Checked(long maxDistance) => maxDistance is >= 0 and <= 1 << 24 ? maxDistance
        : throw new ArgumentOutOfRangeException(nameof(maxDistance), maxDistance, "The largest distance lies between 0 and 2²⁴.");
}
