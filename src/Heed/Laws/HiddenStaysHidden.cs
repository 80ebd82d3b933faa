namespace Heed.Laws;

/// <summary>What stands behind a mask, even if it is not a number, reaches no result and no gradient.</summary>
public sealed class HiddenStaysHidden : Law
{
    /// <inheritdoc />
    public override int Order => 10;

    /// <inheritdoc />
    public override string Statement => "What stands behind a mask, even if it is not a number, reaches no result and no gradient.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.HidesKeys;

    private const long HiddenKey = 5;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var keys = torch.arange(Draw.Tokens).ne(HiddenKey);
        if (!IsUnfelt(m, d, Mask.Keys(keys.expand(Draw.Batch, -1)))) return false;
        try
        {
            return IsUnfelt(m, d, Mask.Pairs(keys.expand(Draw.Batch, Draw.Heads, Draw.Tokens, -1)));
        }
        catch (NotSupportedException)
        {
            return true;                                                                   // it hides whole keys only
        }
    }

    private static bool IsUnfelt(Mechanism m, Draw d, Mask mask)
    {
        var poison = d.Seed % 2 == 0 ? double.NaN : double.PositiveInfinity;
        var poisoned = d.Change(m, r => r.IsPerToken && r.Axis("M") >= 0, (role, value) =>
        {
            var axis = role.Axis("M");
            var keys = role.Spread(torch.arange(Draw.Tokens), axis).eq(HiddenKey);
            long[] along = [.. Enumerable.Range(0, (int)value.dim()).Select(a => a == axis ? -1L : 1)];
            return torch.where(keys.view(along), poison, value);
        });
        var leaves = poisoned.Inputs.Select((_, x) => x.detach().clone().requires_grad_(true));
        var (clean, read) = (m.Attend(d.Inputs, mask), m.Attend(leaves, mask));
        if (read.requires_grad) read.sum().backward();
        return d.Close(read, clean) && leaves.All(l => l.Value.grad is null || l.Value.grad.isfinite().all().ToBoolean());
    }
}
