using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A window with gaps: a token reads every second neighbour, say, and so reaches twice as far with as many keys.</summary>
/// <remarks>The radius counts tokens, not keys: a token sees those at distances 0, d, 2d and so on up to the radius, its own
/// included.</remarks>
/// <param name="radius">How far a query sees, in tokens.</param>
/// <param name="dilation">From one key that it sees to the next.</param>
/// <param name="side">Whether it sees both sides or only what came before.</param>
public sealed class DilatedWindow(long radius = 4, long dilation = 2, WindowSide side = WindowSide.Both)
    : PlacePattern, ICataloged<DilatedWindow>
{
    private readonly long radius = radius >= 0 ? radius
        : throw new ArgumentOutOfRangeException(nameof(radius), radius, "A radius is not negative.");
    private readonly long dilation = dilation >= 1 ? dilation
        : throw new ArgumentOutOfRangeException(nameof(dilation), dilation, "The next key is at least one token away.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "dilated-window",
        Name = "Dilated sliding window",
        Cite = new("Beltagy, Peters and Cohan", "Longformer: The Long-Document Transformer", 2020, "arXiv:2004.05150"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  |i − j| ≤ r and δ divides i − j",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad |i-j| \le r,\ i \equiv j \pmod{\delta}",
        Cost = new("n(r/δ)d", "nd", "rd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => side != WindowSide.Past;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add(new Kernels.Dilated((int)Math.Min((radius / dilation) + 1, 1 << 24), (int)Math.Min(dilation, 1 << 24), Offset(inputs)));

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Relative, SeesOnlySelf = radius < dilation };

    /// <inheritdoc />
    public override bool HidesLater => side == WindowSide.Past || radius < dilation;

    /// <inheritdoc />
    public override long? Window => (radius / dilation * dilation) + 1;

    /// <inheritdoc />
    public override long Span => Math.Max(radius, dilation) + dilation;

    /// <inheritdoc />
    public override bool Sees(long i, long j) =>
        Math.Abs(i - j) <= radius && (i - j) % dilation == 0 && (side == WindowSide.Both || j <= i);
}

/// <summary>Which side of a query a window covers.</summary>
public enum WindowSide
{
    /// <summary>What came before and what comes later.</summary>
    Both,

    /// <summary>What came before.</summary>
    Past,
}
