namespace Heed.Laws;

/// <summary>A token that sees no key gets zero.</summary>
public sealed class BlindIsZero : Law
{
    /// <inheritdoc />
    public override int Order => 9;

    /// <inheritdoc />
    public override string Statement => "A token that sees no key gets zero.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f is { HidesKeys: true, BlindIsZero: true };

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var keys = torch.ones([Draw.Batch, Draw.Tokens], torch.@bool);
        keys[0] = torch.zeros(Draw.Tokens, torch.@bool);
        var (axis, all) = (m.OutputAxis(), m.Attend(d.Inputs));
        return IsZero(m.Attend(d.Inputs, Mask.Keys(keys)), all)
            && (HidesPairs(m, d, Sees) is not { } read || IsZero(read.transpose(0, axis), all.transpose(0, axis)))
            && (!m.Facts.KeepsHeadsApart || IsZeroInOneHead(m, d, all));
    }

    /// <summary>Which pairs may meet when the first token sees nothing, (N, 1).</summary>
    private static Tensor Sees => torch.arange(Draw.Tokens).ne(0).unsqueeze(1);

    /// <summary>The first reads nothing, and the others something, unless they read nothing either when all see everything.</summary>
    private static bool IsZero(Tensor read, Tensor all) =>
        read[0].eq(0).all().ToBoolean() && read.isfinite().all().ToBoolean() && (ReadSomething(read) || !ReadSomething(all));

    private static bool ReadSomething(Tensor read) => read.narrow(0, 1, read.shape[0] - 1).ne(0).any().ToBoolean();

    /// <summary>A token that sees nothing in one head gets nothing from it, and all that it should from the others.</summary>
    private static bool IsZeroInOneHead(Mechanism m, Draw d, Tensor all)
    {
        if (Array.IndexOf(m.OutputShape.Split(' '), "H") is not (>= 0 and var axis)) return true;
        var others = torch.arange(Draw.Heads).ne(d.Seed % Draw.Heads);
        if (HidesPairs(m, d, Sees.logical_or(others.view(-1, 1, 1))) is not { } read) return true;
        var blind = read.select(axis, d.Seed % Draw.Heads);
        var rows = others.nonzero().flatten();
        return blind.select(m.OutputAxis() - (m.OutputAxis() > axis ? 1 : 0), 0).eq(0).all().ToBoolean()
            && read.isfinite().all().ToBoolean()
            && d.Close(read.index_select(axis, rows), all.index_select(axis, rows));
    }

    /// <summary>What is read when some pairs may not meet; null where a mechanism cannot hide pairs.</summary>
    private static Tensor? HidesPairs(Mechanism m, Draw d, Tensor pairs)
    {
        try
        {
            return m.Attend(d.Inputs, Mask.Pairs(pairs.expand([.. pairs.shape[..^1], Draw.Tokens])));
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
