namespace Heed.Pairwise.Patterns;

/// <summary>A token reads itself and the tokens 1, 2, 4, 8 … before it: few of them, and yet every earlier one is few steps away.</summary>
/// <remarks>Causal by itself. A token passes on what it read, so after log n layers it has heard of all before it.</remarks>
public sealed class LogSparse : PlacePattern, ICataloged<LogSparse>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "log-sparse",
        Name = "LogSparse attention",
        Cite = new("Li et al.",
            "Enhancing the Locality and Breaking the Memory Bottleneck of Transformer on Time Series Forecasting", 2019,
            "arXiv:1907.00235"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  i − j = 0 or a power of two",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad i - j \in \{0, 1, 2, 4, 8, \dots\}",
        Cost = new("n·log n·d", "nd", "nd"),
        Witness = new("log-sparse",
            0.333356, -0.36497, -0.0295939, 0.389601, 0.108225, -0.347027,
            0.180603, 0.196712, -0.0707074, -0.230646, 0.262672, 0.0120252),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long Span => 1 << 3;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => i == j || (i > j && long.IsPow2(i - j));
}
