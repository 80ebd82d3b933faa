namespace Heed.Bench.Synthetic;

/// <summary>How many multiplications and additions a mechanism needs at least, projections not counted.</summary>
internal static class Operations
{
    /// <summary>For one sequence, all heads together; null where a mechanism does not say.</summary>
    public static double? Of(Mechanism mechanism, int tokens, int heads, int width)
    {
        using var scope = torch.NewDisposeScope();
        return mechanism.Operations(Sizes.For(mechanism, 1, heads, tokens, tokens, width, width));
    }
}
