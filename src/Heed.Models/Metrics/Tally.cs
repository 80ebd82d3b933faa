namespace Heed.Models.Metrics;

/// <summary>Counts right and wrong sequences and symbols.</summary>
public sealed class Tally
{
    private long length;
    private long distance;
    private long places;
    private long right;

    /// <summary>How many sequences were counted.</summary>
    public long Sequences { get; private set; }

    /// <summary>How many of them were equal to one of their references.</summary>
    public long Exact { get; private set; }

    /// <summary>The share of sequences that are right as a whole; NaN where none was counted.</summary>
    public double SequenceAccuracy => (double)Exact / Sequences;

    /// <summary>
    /// The share of sequences that are wrong, 1 − <see cref="SequenceAccuracy"/>: what grapheme-to-phoneme papers call the word error
    /// rate, each sequence being the pronunciation of one word.
    /// </summary>
    public double SequenceErrorRate => 1 - SequenceAccuracy;

    /// <summary>
    /// Edit distance to the closest reference over that reference's length, both summed over all sequences: the phoneme error rate where
    /// symbols are phonemes, the word error rate where they are words. It can exceed 1.
    /// </summary>
    public double SymbolErrorRate => (double)distance / length;

    /// <summary>The share of places of the first reference at which the same symbol was written; what was not written is wrong.</summary>
    public double TokenAccuracy => (double)right / places;

    /// <summary>Counts one sequence.</summary>
    /// <param name="written">What the model wrote.</param>
    /// <param name="references">What would be right; at least one.</param>
    /// <typeparam name="T">What they consist of.</typeparam>
    public void Add<T>(IReadOnlyList<T> written, IReadOnlyList<IReadOnlyList<T>> references)
        where T : notnull
    {
        var (d, n) = Edits.ToClosest(written, references);
        Sequences++;
        if (d == 0) Exact++;
        distance += d;
        length += n;
        places += references[0].Count;
        for (var i = 0; i < Math.Min(written.Count, references[0].Count); i++)
            right += EqualityComparer<T>.Default.Equals(written[i], references[0][i]) ? 1 : 0;
    }
}
