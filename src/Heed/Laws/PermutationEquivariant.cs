namespace Heed.Laws;

/// <summary>When the tokens change places, so do the results, and nothing else happens.</summary>
public sealed class PermutationEquivariant : Law
{
    /// <inheritdoc />
    public override int Order => 5;

    /// <inheritdoc />
    public override string Statement => "When the tokens change places, so do the results, and nothing else happens.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => !f.IsOrdered;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var order = torch.randperm(Draw.Tokens, generator: new torch.Generator((ulong)d.Seed));
        var moved = d.Change(m, r => r.IsPerToken, (role, value) => role.EachToken(value, (x, at) => Moved(role, x, at)));
        var (read, again) = (m.Attend(d.Inputs), m.Attend(moved.Inputs));
        var axis = Array.IndexOf(m.OutputShape.Split(' '), "N");
        // without a row for each token, nothing may change
        return d.Close(again, axis < 0 ? read : read.index_select(axis, order));

        Tensor Moved(Role role, Tensor x, int at)
        {
            var times = role.Sizes[at].Times;
            if (times == 1) return x.index_select(at, order);
            var rows = ((order * times).unsqueeze(1) + torch.arange(times)).flatten();      // those of one token stay together
            return x.index_select(at, rows);
        }
    }
}
