namespace Heed.Blended;

/// <summary>What a blend does, from what its mechanisms do: it promises what all of them promise.</summary>
internal static class BlendFacts
{
    public static Facts Of(Mechanism[] members, double[] shares, BlendGate gate)
    {
        var facts = members.Select(m => m.Facts).ToArray();
        var shared = gate switch
        {
            BlendGate.None => Math.Abs(shares.Sum() - 1) < 1e-12,
            BlendGate.Simplex => shares.All(s => s == 1),
            _ => false,
        };
        return new()
        {
            IsCausal = facts.All(f => f.IsCausal),
            IsOrdered = facts.Any(f => f.IsOrdered),
            SumsToOne = shared && facts.All(f => f.SumsToOne),
            MayBeNegative = facts.Any(f => f.MayBeNegative) || shares.Any(s => s < 0),
            IsLinearInValues = facts.All(f => f.IsLinearInValues),
            IgnoresKeyShift = facts.All(f => f.IgnoresKeyShift),
            Streams = facts.All(f => f.Streams),
            HidesKeys = facts.All(f => f.HidesKeys),
            KeepsHeadsApart = facts.All(f => f.KeepsHeadsApart),
            BlindIsZero = facts.All(f => f.BlindIsZero),
            HasExactGradient = facts.All(f => f.HasExactGradient),
            IsBatchInvariant = facts.All(f => f.IsBatchInvariant),
        };
    }
}
