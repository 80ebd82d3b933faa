using Heed.Lowering;

namespace Heed.Pairwise.Scores;

/// <summary>Scores are bent by a tanh so that none exceeds the cap, however sure the model is.</summary>
/// <param name="softcap">The bound c on the size of a scaled score.</param>
public sealed class SoftCap(double softcap = 50) : Cap, ICataloged<SoftCap>
{
    // a tenth of the scores at which tanh is 1 in double precision
    private const double OrdinaryScore = 2;

    private readonly double softcap = softcap is >= 1e-30 and <= 1e30 ? softcap
        : throw new ArgumentOutOfRangeException(nameof(softcap), softcap,
            "A cap lies between 1e-30 and 1e30, within single precision; leave the word out for no cap.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "soft-cap",
        Name = "Tanh soft-capping (Gemma 2)",
        Cite = new("Gemma Team", "Gemma 2: Improving Open Language Models at a Practical Size", 2024, "arXiv:2408.00118"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(c·tanh(sᵢⱼ / c)) vⱼ,  sᵢⱼ = qᵢ·kⱼ / √d",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(c \tanh\frac{q_i \cdot k_j}{c \sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Options = ["softcap"],
        Witness = new("soft-cap(2)",
            0.474306, -0.126448, -0.369064, 0.433617, 0.402526, -0.321974,
            -0.134549, 0.433958, 0.236484, -0.396045, 0.0931419, 0.318523),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { KeepsOrder = softcap >= OrdinaryScore };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => parts.Add(new Kernels.SoftCap((float)softcap));

    /// <inheritdoc />
    public override Tensor Apply(Tensor scores) => softcap * (scores / softcap).tanh();
}
