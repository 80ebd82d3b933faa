namespace Heed.Alone;

/// <summary>Tokens tell later ones what need not be read any more: what a token reads strongly in the first head, all heads of all later
/// tokens read less.</summary>
/// <remarks>
/// Causal by itself. The scores of the first head, where they are above 0, are summed up over the tokens so far, which is one number for
/// each key to keep. A token says nothing of its own key, and the first key of the text is never lowered.
/// </remarks>
public sealed class Selective : AloneMechanism, ICataloged<Selective>
{
    private const string Lowered = "lowered";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "selective",
        Name = "Selective attention",
        Cite = new("Leviathan, Kalman and Matias", "Selective Attention Improves Transformer", 2024, "arXiv:2410.02703"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(sᵢⱼ − Σ_{j<t<i} relu(s⁰ₜⱼ)) vⱼ,  sᵢⱼ = qᵢ·kⱼ / √d,  s⁰ of the first head, 0 for the first key",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(s_{ij} - \sum_{j < t < i} \mathrm{relu}(s^0_{tj})\right) v_j,\quad "
            + @"s_{ij} = \frac{q_i \cdot k_j}{\sqrt d}",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        SumsToOne = true,
        Streams = true,
        KeepsHeadsApart = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => [.. base.Slots, new(Lowered, "B M")];

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs) => Read(inputs, torch.zeros([inputs.Batch, inputs.Keys], inputs.Q.dtype), out _);

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        if (route == Route.Kernel) throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.");
        using var scope = torch.NewDisposeScope();
        var (before, none) = (state, torch.zeros([tokens.Batch, tokens.Keys], tokens.Q.dtype));
        var (k, v, lowered) = (Longer("k", tokens.K), Longer("v", tokens.V), Longer(Lowered, none));
        var read = Read(new(this, Named(tokens.Q, k, v, null), Mask.None, null), lowered, out lowered);
        state = new State(("k", k.MoveToOuterDisposeScope()), ("v", v.MoveToOuterDisposeScope()),
            (Lowered, lowered.MoveToOuterDisposeScope()));
        return read.MoveToOuterDisposeScope();

        Tensor Longer(string name, Tensor now) => torch.cat(before is null ? [now] : [before[name], now], name == Lowered ? 1 : 2);
    }

    /// <summary>What queries read, and by how much keys are lowered after them.</summary>
    private static Tensor Read(Inputs inputs, Tensor before, out Tensor after)
    {
        inputs.RequireEqualWidths();
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater())!;
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var scores = Reading.Scores(inputs, inputs.Q, k, 1 / Math.Sqrt(inputs.WidthK));    // (B, H, N, M)
        var silent = visible.expand(scores.shape).select(1, 0).logical_not()
            .logical_or(inputs.Places.Distance(scores.dtype).eq(0)).logical_or(Places.Of(inputs.Places.Keys).eq(0));
        var said = scores.select(1, 0).Filled(silent, 0).relu();                           // (B, N, M)
        var sums = torch.cat([before.unsqueeze(1), said], 1).cumsum(1);                    // before each query, and after the last
        after = sums.select(1, inputs.Queries);
        var weights = Reading.Weights(scores - sums.narrow(1, 0, inputs.Queries).unsqueeze(1), visible);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }
}
