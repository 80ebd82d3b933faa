namespace Heed.Alone;

/// <summary>Attention whose scores are made without comparing a query with a key.</summary>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
public abstract class Synthesizer(bool causal) : AloneMechanism
{
    /// <summary>The paper of both.</summary>
    protected static Citation Paper { get; } =
        new("Tay et al.", "Synthesizer: Rethinking Self-Attention in Transformer Models", 2020, "arXiv:2005.00743");

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = causal, IsOrdered = true, SumsToOne = true, Streams = causal };

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override string? NoSteps => causal ? null : $"'{Name}' reads what comes later, so it cannot go token by token";

    /// <summary>How much each token is to read of each, (B, H, N, M) or what broadcasts to it.</summary>
    /// <param name="inputs">The call.</param>
    protected abstract Tensor Scores(Inputs inputs);

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var scores = Reading.Biased(inputs, Scores(inputs));
        var visible = Hidden.Join(inputs.Mask.Visible(), Seen(inputs.Places));
        scores = scores.expand(inputs.Batch, inputs.Heads, scores.shape[^2], inputs.Keys);
        var weights = Reading.Weights(scores, visible);                                    // (B, H, N, M)
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs["v"], visible);
    }

    private Tensor? Seen(Places places) => causal ? places.NotLater() : null;
}
