namespace Heed.Pairwise.Normalisers;

/// <summary>Rows and columns are divided by their sums in turn, until every query gives as much attention as every key gets.</summary>
/// <remarks>
/// One round begins with the rows, as softmax does, and ends with the columns. Computed with logarithms. Queries compete for keys, so it
/// does not go token by token.
/// </remarks>
/// <param name="iterations">Rounds.</param>
/// <param name="last">What sums to one in the end: the columns, as a round leaves them, or the rows, which are then divided once
/// more.</param>
public sealed class Sinkhorn(long iterations = 3, SinkhornLast last = SinkhornLast.Rows) : Normaliser, ICataloged<Sinkhorn>
{
    private readonly long iterations = iterations >= (last == SinkhornLast.Rows ? 0 : 1) && iterations <= 1000
        ? iterations
        : throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "It must be from 1 to 1000; 0 too where rows come last.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sinkhorn",
        Name = "Sinkhorn attention (Sinkformer)",
        Cite = new("Sander, Ablin, Blondel and Peyré", "Sinkformers: Transformers with Doubly Stochastic Attention", 2021,
            "arXiv:2110.11773"),
        Formula = "a = exp(s), its rows and columns divided by their sums in turn",
        Tex = @"a = \mathrm{Sinkhorn}(s),\quad a^{(0)} = e^{s},\ a^{(2t+1)}_{ij} = \frac{a^{(2t)}_{ij}}{\sum_l a^{(2t)}_{il}},\ "
            + @"a^{(2t+2)}_{ij} = \frac{a^{(2t+1)}_{ij}}{\sum_l a^{(2t+1)}_{lj}}",
        Cost = new("n²(d + t)", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "sinkhorn weighs the queries of a key against one another, and a kernel has one query at a time";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        SumsToOne = last == SinkhornLast.Rows,
        MixesQueries = iterations > 0,
        LoneWeightIsFixed = true,
        IgnoresShift = true,
    };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        for (long round = 0; round < iterations; round++) scores = Divided(Divided(scores, -1), -2);
        return (last == SinkhornLast.Rows ? Divided(scores, -1) : scores).exp();
    }

    /// <summary>Logarithms, so that what they are of sums to one along an axis; where all is hidden it stays so.</summary>
    private static Tensor Divided(Tensor logs, long axis)
    {
        var highest = logs.detach().amax([axis], true);
        highest = highest.Filled(highest.isneginf(), 0);
        var sum = (logs - highest).exp().sum(axis, true);
        return logs - highest - sum.Filled(sum.eq(0), 1).log();
    }
}

/// <summary>Which sums are one in the end.</summary>
public enum SinkhornLast
{
    /// <summary>What each query gives.</summary>
    Rows,

    /// <summary>What each key gets.</summary>
    Columns,
}
