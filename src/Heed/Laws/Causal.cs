namespace Heed.Laws;

/// <summary>What a token gets does not depend on what comes after it.</summary>
public sealed class Causal : Law
{
    /// <inheritdoc />
    public override int Order => 1;

    /// <inheritdoc />
    public override string Statement => "What a token gets does not depend on what comes after it.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.IsCausal;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        // a mask may hide what is later than one token and not than another
        var count = 1 + (d.Seed % (Draw.Tokens - 1));
        var axis = m.OutputAxis();
        var changed = d.Change(m, r => r.IsPerToken,
            (role, value) => role.EachToken(value, (x, at) => Later(x, at, (int)(count * role.Sizes[at].Times))));
        return d.Close(m.Attend(changed.Inputs).narrow(axis, 0, count), m.Attend(d.Inputs).narrow(axis, 0, count));

        Tensor Later(Tensor x, int at, int known)
        {
            var later = x.narrow(at, known, x.shape[at] - known);
            return torch.cat([x.narrow(at, 0, known), later - d.More(later, 1 + at).abs()], at);
        }
    }
}
