namespace Heed.Models.Metrics;

/// <summary>
/// The edit distance of Levenshtein (1966): how many symbols must be put in, left out or replaced to turn one sequence into another.
/// </summary>
public static class Edits
{
    /// <summary>The distance of two sequences.</summary>
    /// <param name="from">One sequence.</param>
    /// <param name="to">The other.</param>
    /// <typeparam name="T">What they consist of.</typeparam>
    public static int Between<T>(IReadOnlyList<T> from, IReadOnlyList<T> to)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var row = Enumerable.Range(0, to.Count + 1).ToArray();
        for (var i = 1; i <= from.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Count; j++)
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (EqualityComparer<T>.Default.Equals(from[i - 1], to[j - 1]) ? 0 : 1),
                    1 + Math.Min(row[j], row[j - 1])));
        }

        return row[^1];
    }

    /// <summary>
    /// The distance to the closest of several references, and that reference's length; of equally close ones the first counts.
    /// </summary>
    /// <param name="written">What was written.</param>
    /// <param name="references">At least one.</param>
    /// <typeparam name="T">What they consist of.</typeparam>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static (int Distance, int Length) ToClosest<T>(IReadOnlyList<T> written, IEnumerable<IReadOnlyList<T>> references)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(references);
        var best = (Distance: int.MaxValue, Length: 0);
        foreach (var reference in references)
        {
            if (Between(written, reference) is var distance && distance < best.Distance) best = (distance, reference.Count);
        }

        return best.Distance < int.MaxValue ? best
            : throw new ArgumentException("There is no reference to compare with.", nameof(references));
    }
}
