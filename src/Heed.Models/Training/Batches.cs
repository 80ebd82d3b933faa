namespace Heed.Models.Training;

/// <summary>
/// What a training is fed with. A batch follows from the seed and the step alone, so a training goes on anywhere
/// without having saved an order.
/// </summary>
public abstract class Batches
{
    /// <summary>Batches after which everything was seen once.</summary>
    public abstract long PerEpoch { get; }

    /// <summary>The batch of a step of training. The caller disposes it.</summary>
    /// <param name="step">Counted from 0.</param>
    public abstract Batch At(long step);

    /// <summary>What to validate with, always the same. The caller disposes each.</summary>
    public abstract IEnumerable<Batch> Validation();

    /// <summary>So many of n things, evenly spread; all when there are not more.</summary>
    private protected static IEnumerable<int> Spread(int n, int most) =>
        n <= most ? Enumerable.Range(0, n) : Enumerable.Range(0, most).Select(i => (int)((long)i * n / most));
}
