namespace Heed.Laws;

/// <summary>The weights of a token sum to one, so that equal values come out unchanged.</summary>
public sealed class RowsSumToOne : Law
{
    /// <inheritdoc />
    public override int Order => 2;

    /// <inheritdoc />
    public override string Statement => "The weights of a token sum to one, so that equal values come out unchanged.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.SumsToOne;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) =>
        SumsToOne(m, d) && SumsToOne(m, d.Change(m, r => r.Kind == RoleKind.Query, (_, q) => torch.zeros_like(q)));

    /// <summary>Zero queries make the smallest sums, where a number that is added to them shows.</summary>
    private static bool SumsToOne(Mechanism m, Draw d)
    {
        if (m.HasWeights && m.Roles.All(r => r.Kind != RoleKind.Value))                    // values are made of what is more than a value
        {
            var sums = m.Weights(d.Inputs).sum(-1);
            return d.Close(sums, torch.ones_like(sums));
        }

        var value = m.Value();
        var read = m.Attend(d.With(value, torch.ones_like(d[value])).Inputs);
        return d.Close(read, torch.ones_like(read));
    }
}
