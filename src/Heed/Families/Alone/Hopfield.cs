namespace Heed.Alone;

/// <summary>A memory of patterns that completes what it is shown: a state is replaced by a mixture of the patterns most like it, once or
/// several times.</summary>
/// <remarks>One step with β = 1/√d is attention whose keys are its values. A large β comes out at one stored pattern, a small one at the
/// mean of many.</remarks>
/// <param name="beta">The inverse temperature; 1/√d when not given.</param>
/// <param name="steps">How often the state is replaced.</param>
public sealed class Hopfield(double? beta = null, long steps = 1) : AloneMechanism, ICataloged<Hopfield>
{
    private readonly long steps = steps is >= 1 and <= 1000 ? steps
        : throw new ArgumentOutOfRangeException(nameof(steps), steps, "It must be from 1 to 1000.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "hopfield",
        Name = "Modern Hopfield network",
        Cite = new("Ramsauer et al.", "Hopfield Networks is All You Need", 2020, "arXiv:2008.02217"),
        Formula = "ξᵢ ← Σⱼ softmaxⱼ(β ξᵢ·xⱼ) xⱼ,  repeated",
        Tex = @"\xi_i \leftarrow \sum_j \mathrm{softmax}_j(\beta\, \xi_i \cdot x_j)\, x_j",
        Cost = new("n²d", "nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { SumsToOne = true, IsLinearInValues = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("xi", "B H N D", RoleKind.Query, "what is to be completed"),
        new("x", "B H M D", RoleKind.Value, "the patterns that are stored"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N D";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var visible = inputs.Mask.Visible();
        var (state, x) = (inputs["xi"], Hidden.Erase(inputs["x"], inputs, visible));
        var scale = beta ?? 1 / Math.Sqrt(x.shape[^1]);
        for (var step = 0; step < steps; step++)
        {
            var weights = Reading.Weights(inputs, state, x, scale, visible);               // (B, H, N, M)
            inputs.Trace?.Record("weights", weights);
            state = Hidden.Read(weights, x, visible);
        }

        return state;
    }
}
