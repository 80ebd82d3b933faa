namespace Heed.Models.Recurrences;

/// <summary>
/// The sources of a batch as recurrent layers read them: time first, with what it takes to turn rows round and to find their ends.
/// </summary>
internal sealed class SourceRows
{
    private readonly Batch batch;
    private readonly Tensor? lengths;                                                      // (B) int64; null when no row is padded

    /// <exception cref="ArgumentException">The batch has no sources.</exception>
    public SourceRows(Batch batch)
    {
        this.batch = batch;
        var source = batch.Source
            ?? throw new ArgumentException(
                "The batch has windows of one text, but this model reads a source: make it from examples.", nameof(batch));
        Symbols = source.t();
        if (!batch.IsSourceFull) lengths = torch.tensor(batch.SourceLengths.Select(l => (long)l).ToArray());
    }

    /// <summary>(S, B).</summary>
    public Tensor Symbols { get; }

    /// <summary>Where the padding is, (B, S) boolean; null when there is none.</summary>
    public Tensor? Hidden => lengths is null ? null : torch.arange(Symbols.shape[0]).unsqueeze(0).ge(lengths.unsqueeze(1));

    /// <summary>How long each row is, (B) int64.</summary>
    public Tensor Lengths => lengths ?? torch.tensor(batch.SourceLengths.Select(l => (long)l).ToArray());

    /// <summary>How long each row is, (B) int64; null when all are as long as the longest.</summary>
    public Tensor? Uneven => lengths;

    /// <summary>Each row from its end to its start; padding stays where it is.</summary>
    /// <param name="rows">(S, B) or (S, B, W).</param>
    public Tensor Reversed(Tensor rows)
    {
        if (lengths is null) return rows.flip(0);
        var steps = torch.arange(rows.shape[0]).unsqueeze(1);                              // (S, 1)
        var mirrored = lengths.unsqueeze(0) - 1 - steps;                                   // (S, B)
        var index = mirrored.where(mirrored.ge(0), steps);
        return rows.gather(0, rows.dim() == 2 ? index : index.unsqueeze(-1).expand(rows.shape));
    }

    /// <summary>What stands at the last symbol of each row.</summary>
    /// <param name="rows">(S, B, W).</param>
    /// <returns>(B, W).</returns>
    public Tensor Last(Tensor rows) => lengths is null
        ? rows.select(0, rows.shape[0] - 1)
        : rows.gather(0, (lengths - 1).view(1, -1, 1).expand(1, -1, rows.shape[2])).squeeze(0);
}
