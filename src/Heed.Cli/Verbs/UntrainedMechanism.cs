namespace Heed.Cli.Verbs;

/// <summary>What untrained layers mix tokens with.</summary>
internal static class UntrainedMechanism
{
    /// <summary>The mechanism, and what it is without its cache policy, if one is asked for.</summary>
    /// <param name="with">The expression.</param>
    /// <param name="policy">The policy that is added to it; null for none.</param>
    public static (Mechanism Mechanism, Mechanism? Full) Of(string with, string? policy)
    {
        var plain = Expression.Parse(with).ToMechanism();
        if (policy is null) return (plain, null);
        if (!Expression.Parse(policy).ToMechanism().Facts.IsCausal)
            throw new Failure($"--policy says which earlier keys a cache still holds, and '{policy}' sees later ones too: give one that "
                + "does not, such as h2o(heavy=8, recent=8), tova, snapkv, quest or streaming-llm.");
        var full = plain.Facts.IsCausal ? plain : Expression.Parse($"{with} + causal").ToMechanism();
        return (Expression.Parse($"{with} + {policy}").ToMechanism(), full);
    }
}
