namespace Heed.Pairwise.Biases;

/// <summary>
/// A query says itself how it likes distances: it mixes a few learned profiles over the nearest distances and adds the mixture to the
/// scores of the keys there.
/// </summary>
/// <remarks>
/// All heads share the profiles. Keys farther away than the profiles reach stay visible and get nothing; without a mask, what lies ahead
/// is as far as what lies behind.
/// The Inkling models of 2026, where it comes from without a paper of its own, use it instead of a rotation, with
/// <c>scaled-dot-product(scale=1/d)</c> on normalised queries and keys, and causal.
/// </remarks>
/// <param name="reach">How many distances the profiles have, in a layer that makes its own weights.</param>
/// <param name="profiles">How many profiles there are, in such a layer.</param>
public sealed class ContentRelativeBias(long reach = 16, long profiles = 4) : Bias, ICataloged<ContentRelativeBias>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "content-relative-bias",
        Name = "Relative bias chosen by the query",
        Cite = null,
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + rᵢ·p[i − j]) vⱼ,  p[t] = 0 for t ≥ E",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + r_i \cdot p_{i - j}\right) v_j,"
            + @"\quad p_t = 0 \text{ for } t \ge E",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Learns = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("r", "B H N P", RoleKind.Token, "how much of each profile a query takes"),
        new("p", $"P={Positive(profiles, nameof(profiles))} E={Positive(reach, nameof(reach))}", RoleKind.Parameter,
            "what each profile adds at each distance"),
    ];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var (inputs, profiles) = (meeting.Inputs, meeting.Inputs["p"]);
        var far = inputs.Places.Distance(torch.int64).abs();                               // (N, M)
        var (reach, shape) = (profiles.shape[1], meeting.Scores.shape);
        var index = far.clamp(0, reach - 1).expand(shape[0], shape[1], -1, -1);         // (B, H, N, M)
        return inputs["r"].matmul(profiles).gather(-1, index).Filled(far.ge(reach), 0);
    }

    private static long Positive(long size, string name) => size >= 1 ? size
        : throw new ArgumentOutOfRangeException(name, size, "There is at least one profile, and at least one distance.");
}
