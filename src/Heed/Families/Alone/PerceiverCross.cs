namespace Heed.Alone;

/// <summary>A few learned latents read an input of any length, each by attention of several heads: what a Perceiver begins with.</summary>
/// <remarks>The maps of queries, keys and values, the layer norms and what follows are left out.</remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
/// <param name="latents">Latents in a layer that makes its own.</param>
public sealed class PerceiverCross(long heads = 4, long latents = 4) : AloneMechanism, ICataloged<PerceiverCross>
{
    private readonly long heads = SetReading.Counted(heads);
    private readonly long latents = latents >= 1 ? latents
        : throw new ArgumentOutOfRangeException(nameof(latents), latents, "At least one latent is needed.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "perceiver-cross",
        Name = "Cross-attention of a Perceiver",
        Cite = new("Jaegle et al.", "Perceiver: General Perception with Iterative Attention", 2021, "arXiv:2103.03206"),
        Formula = "oᵣ = Σⱼ softmaxⱼ(lᵣ·xⱼ / √d) xⱼ  for each head",
        Tex = @"o_r = \sum_j \mathrm{softmax}_j\left(\frac{l_r \cdot x_j}{\sqrt d}\right) x_j",
        Cost = new("nrd", "nr + nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { SumsToOne = true, IsLinearInValues = false, MayBeNegative = true, BlindIsZero = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("latents", $"R={latents} C", RoleKind.Parameter, "what each latent asks for"),
        new("x", "B M C", RoleKind.Value, "the tokens that are read"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B R C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var (x, visible) = SetReading.Shown(inputs, "x");
        var asks = inputs["latents"].expand(inputs.Batch, -1, -1);                         // (B, R, C)
        return SetReading.Read(inputs, asks, x, heads, x.shape[^1] / heads, visible);
    }
}
