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
            var hasHeads = m.Roles.Any(r => r.Axis("H") >= 0);
            var all = Mask.Pairs(keys.expand(Draw.Batch, hasHeads ? Draw.Heads : 1, Draw.Tokens, -1));
            var isApart = hasHeads && m.Facts.KeepsHeadsApart;
            return IsUnfelt(m, d, all) && (!isApart || IsUnfelt(m, d, Mask.Pairs(FromFirst(m, keys)), isFirst: true));
        }
        catch (NotSupportedException)
        {
            return true;                                                                   // it hides whole keys only
        }
    }

    /// <summary>The key is hidden from the query heads that read the first key head only.</summary>
    private static Tensor FromFirst(Mechanism m, Tensor keys)
    {
        var others = torch.arange(Draw.Heads).ge(Draw.Heads / m.KvHeads(Draw.Heads));
        return keys.logical_or(others.view(-1, 1, 1)).expand(Draw.Batch, Draw.Heads, Draw.Tokens, -1);
    }

    /// <summary>Whether poison in the hidden key, or in its first head alone, reaches nothing.</summary>
    private static bool IsUnfelt(Mechanism m, Draw d, Mask mask, bool isFirst = false)
    {
        var poison = d.Seed % 2 == 0 ? double.NaN : double.PositiveInfinity;
        var poisoned = d.Change(m, r => r.IsPerToken && r.Axis("M") >= 0 && (!isFirst || r.Axis("G") >= 0), (role, value) =>
        {
            var axis = role.Axis("M");
            var keys = role.Spread(torch.arange(Draw.Tokens), axis).eq(HiddenKey);
            long[] along = [.. Enumerable.Range(0, (int)value.dim()).Select(a => a == axis ? -1L : 1)];
            var hidden = keys.view(along).expand(value.shape);
            if (isFirst) hidden = hidden.logical_and(First(role, value));
            return torch.where(hidden, poison, value);
        });
        var leaves = poisoned.Inputs.Select((_, x) => x.detach().clone().requires_grad_(true));
        var (clean, read) = (m.Attend(d.Inputs, mask), m.Attend(leaves, mask));
        if (read.requires_grad) read.sum().backward();
        return d.Close(read, clean) && leaves.All(l => l.Value.grad is null || l.Value.grad.isfinite().all().ToBoolean());
    }

    private static Tensor First(Role role, Tensor value)
    {
        var axis = role.Axis("G");
        return torch.arange(value.shape[axis]).eq(0).view([.. Enumerable.Range(0, (int)value.dim()).Select(a => a == axis ? -1L : 1)]);
    }
}
