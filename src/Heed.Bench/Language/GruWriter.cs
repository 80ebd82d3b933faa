using Heed.Bench.Synthetic;
using Heed.Models;

namespace Heed.Bench.Language;

/// <summary>A language model of gated units instead of attention: the yardstick beside the others.</summary>
internal sealed class GruWriter : SequenceModel
{
    private readonly RecallModel inner;

    public GruWriter(ModelSpec spec, Contestant gru) : base(spec)
    {
        inner = new(new(spec.TargetSymbols, spec.Width, spec.Heads, spec.Layers, 0, spec.FeedForward, spec.Seed), gru);
        RegisterComponents();
    }

    public override Tensor Logits(Batch batch, AttentionTrace? trace = null)
    {
        using var scope = torch.NewDisposeScope();
        return inner.Scores(inner.Read(batch.Given, trace)).MoveToOuterDisposeScope();
    }
}
