namespace Heed.Laws;

/// <summary>A result does not depend on what else is in the batch.</summary>
public sealed class BatchInvariant : Law
{
    /// <inheritdoc />
    public override int Order => 13;

    /// <inheritdoc />
    public override string Statement => "A result does not depend on what else is in the batch.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.IsBatchInvariant;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var (together, axis) = (m.Attend(d.Inputs), Array.IndexOf(m.OutputShape.Split(' '), "B"));
        return Enumerable.Range(0, (int)Draw.Batch).All(text =>
        {
            var alone = d.Change(m, r => r.Axis("B") >= 0, (role, value) => value.narrow(role.Axis("B"), text, 1));
            return d.Close(m.Attend(alone.Inputs), together.narrow(axis, text, 1));
        });
    }
}
