using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>What stands behind a mask, even if it is not a number, reaches no result and no gradient.</summary>
public sealed class HiddenStaysHidden : Law
{
    /// <inheritdoc />
    public override int Order => 10;

    /// <inheritdoc />
    public override string Statement => "What stands behind a mask, even if it is not a number, reaches no result and no gradient.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var keys = torch.arange(Draw.Tokens).ne(5).expand(Draw.Batch, -1);
        var poison = torch.tensor([double.NaN, double.PositiveInfinity], torch.float64)[d.Seed % 2];
        var hidden = keys.logical_not().unsqueeze(1).unsqueeze(-1);
        using var q = d.Q.detach().requires_grad_(true);
        var clean = m.Attend(d.Q, d.K, d.V, Mask.Keys(keys), d.Signals);
        var read = m.Attend(q, torch.where(hidden, poison, d.K), torch.where(hidden, poison, d.V), Mask.Keys(keys), d.Signals);
        if (read.requires_grad) read.sum().backward();
        return Close(clean, read) && (q.grad is null || q.grad.isfinite().all().ToBoolean());
    }
}
