namespace Heed;

/// <summary>What the caller hides, besides what the mechanism itself hides: true = may attend.</summary>
/// <remarks>
/// A query that is left with no key gets weights and output 0, and what stands in a hidden key or value, NaN included, reaches no output.
/// </remarks>
public sealed record Mask
{
    private Mask() { }

    /// <summary>Nothing is hidden.</summary>
    public static Mask None { get; } = new();

    /// <summary>Which keys exist, (B, M) boolean; null = all.</summary>
    public Tensor? KeyMask { get; private init; }

    /// <summary>Which pairs may meet, boolean, broadcast to (B, H, N, M); null = all.</summary>
    public Tensor? PairMask { get; private init; }

    /// <summary>Added to the scaled score before the normaliser, broadcast to (B, H, N, M); −∞ hides a pair; null = nothing.</summary>
    public Tensor? Bias { get; private init; }

    /// <summary>Whether this hides or changes nothing.</summary>
    public bool IsNone => KeyMask is null && PairMask is null && Bias is null;

    /// <summary>Hides whole keys, such as padding.</summary>
    /// <param name="keys">(B, M), true where the key exists.</param>
    /// <exception cref="ArgumentException">Not a boolean matrix.</exception>
    public static Mask Keys(Tensor keys) =>
        new() { KeyMask = Checked(keys, nameof(keys), keys.dtype == torch.ScalarType.Bool && keys.dim() == 2, "a boolean (B, M)") };

    /// <summary>Hides pairs.</summary>
    /// <param name="pairs">Boolean, of up to four axes that broadcast to (B, H, N, M); true = may attend.</param>
    /// <exception cref="ArgumentException">Not boolean, or more than four axes.</exception>
    public static Mask Pairs(Tensor pairs) =>
        new()
        {
            PairMask = Checked(pairs, nameof(pairs), pairs.dtype == torch.ScalarType.Bool && pairs.dim() <= 4,
                "boolean with at most four axes"),
        };

    /// <summary>Adds a number to each scaled score.</summary>
    /// <param name="bias">Floating point, of up to four axes that broadcast to (B, H, N, M); −∞ hides the pair.</param>
    /// <exception cref="ArgumentException">Not floating point, or more than four axes.</exception>
    public static Mask Add(Tensor bias) =>
        new() { Bias = Checked(bias, nameof(bias), bias.is_floating_point() && bias.dim() <= 4, "floating point with at most four axes") };

    /// <summary>Both masks at once.</summary>
    /// <param name="other">The other mask.</param>
    public Mask And(Mask other) => new()
    {
        KeyMask = Both(KeyMask, other.KeyMask, (a, b) => a.logical_and(b)),
        PairMask = Both(PairMask, other.PairMask, (a, b) => a.logical_and(b)),
        Bias = Both(Bias, other.Bias, (a, b) => a + b),
    };

    /// <summary>All that is hidden here as one boolean tensor that broadcasts to (B, H, N, M), or null when nothing is.</summary>
    public Tensor? Visible()
    {
        var visible = PairMask;
        if (Bias is { } bias) visible = Both(visible, bias.detach().ne(double.NegativeInfinity), (a, b) => a.logical_and(b));
        if (KeyMask is { } keys) visible = Both(visible, keys.unsqueeze(1).unsqueeze(1), (a, b) => a.logical_and(b));
        return visible;
    }

    private static Tensor? Both(Tensor? a, Tensor? b, Func<Tensor, Tensor, Tensor> join) => a is null ? b : b is null ? a : join(a, b);

    private static Tensor Checked(Tensor t, string name, bool right, string expected) =>
        right ? t : throw new ArgumentException($"A mask must be {expected}, not {t.dtype} ({string.Join(", ", t.shape)}).", name);
}
