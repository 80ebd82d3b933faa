namespace Heed.Laws;

/// <summary>Adding one vector to every key changes nothing.</summary>
public sealed class KeyShiftInvariant : Law
{
    /// <inheritdoc />
    public override int Order => 6;

    /// <inheritdoc />
    public override string Statement => "Adding one vector to every key changes nothing.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.IgnoresKeyShift;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        if (!m.Roles.Any(r => r.Kind == RoleKind.Key)) throw new NotSupportedException($"'{m.Name}' reads no keys.");
        var shifted = d.Change(m, r => r.Kind == RoleKind.Key, (_, k) => k + (3 * d.More(k.flatten(0, -2).narrow(0, 0, 1).squeeze(0), 1)));
        return d.Close(m.Attend(shifted.Inputs), m.Attend(d.Inputs));
    }
}
