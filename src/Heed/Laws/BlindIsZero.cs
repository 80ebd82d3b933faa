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
            && (HidesPairs(m, d) is not { } read || IsZero(read.transpose(0, axis), all.transpose(0, axis)));
    }

    /// <summary>The first reads nothing, and the others something, unless they read nothing either when all see everything.</summary>
    private static bool IsZero(Tensor read, Tensor all) =>
        read[0].eq(0).all().ToBoolean() && read.isfinite().all().ToBoolean() && (ReadSomething(read) || !ReadSomething(all));

    private static bool ReadSomething(Tensor read) => read.narrow(0, 1, read.shape[0] - 1).ne(0).any().ToBoolean();

    /// <summary>What is read when the first token sees nothing in any head; null where a mechanism cannot hide pairs.</summary>
    private static Tensor? HidesPairs(Mechanism m, Draw d)
    {
        var pairs = torch.arange(Draw.Tokens).ne(0).unsqueeze(1).expand(Draw.Tokens, Draw.Tokens);
        try
        {
            return m.Attend(d.Inputs, Mask.Pairs(pairs));
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
