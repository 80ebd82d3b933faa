using Heed.Models.Data;

namespace Heed.Models.Training;

/// <summary>
/// Batches of pairs of about the same length, so that little is padded: every epoch is shuffled, cut into pools of a hundred
/// batches, each pool sorted by length and cut into batches, and the batches shuffled. The last batch of an epoch may be smaller;
/// every pair comes once an epoch.
/// </summary>
public sealed class PairBatches : Batches
{
    private const int Pool = 100;

    private readonly Example[] train;
    private readonly Example[] validation;
    private readonly int size;
    private readonly int seed;
    private (long Epoch, int[][] Rows) current = (-1, []);

    /// <summary>Makes batches of a data set.</summary>
    /// <param name="data">The pairs.</param>
    /// <param name="size">Pairs of a batch.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="validate">The most pairs to validate with.</param>
    public PairBatches(PairData data, int size, int seed, int validate = int.MaxValue)
        : this(data.Examples(Split.Train), data.Examples(Split.Validation), size, seed, validate)
    {
    }

    internal PairBatches(Example[] train, Example[] validation, int size, int seed, int validate = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (this.train, this.size, this.seed) = (train, size, seed);
        this.validation =
            [.. Spread(validation.Length, validate).Select(i => validation[i]).OrderBy(e => e.Source.Length).ThenBy(e => e.Target.Length)];
    }

    /// <inheritdoc />
    public override long PerEpoch => (train.Length + size - 1) / size;

    /// <inheritdoc />
    public override Batch At(long step)
    {
        var (epoch, at) = Math.DivRem(step, PerEpoch);
        if (current.Epoch != epoch) current = (epoch, Order(epoch));
        return Batch.Of([.. current.Rows[at].Select(i => train[i])]);
    }

    /// <inheritdoc />
    public override IEnumerable<Batch> Validation() => validation.Chunk(Math.Max(size, 64)).Select(Batch.Of);

    private int[][] Order(long epoch)
    {
        var draws = new Draws(seed, epoch);
        var rows = draws.Order(train.Length).Chunk(size * Pool)
            .SelectMany(pool => pool.OrderBy(i => train[i].Source.Length).ThenBy(i => train[i].Target.Length).Chunk(size)).ToArray();
        return [.. draws.Order(rows.Length).Select(i => rows[i])];
    }
}
