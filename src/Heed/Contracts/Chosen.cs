namespace Heed;

/// <summary>Which keys, or blocks of keys, are marked highest.</summary>
internal static class Chosen
{
    /// <summary>Those that are open and among the k best of their row, with all that tie with the last of these.</summary>
    /// <param name="marks">(B, ·, N, M).</param>
    /// <param name="open">Which may be chosen, broadcast to (B, H, N, M).</param>
    /// <param name="k">How many are chosen.</param>
    public static Tensor Best(Tensor marks, Tensor open, long k)
    {
        if (k >= marks.shape[^1]) return open;
        var all = torch.where(open, marks, torch.full_like(marks, double.NegativeInfinity));
        var least = all.topk((int)k, -1).values.narrow(-1, k - 1, 1);
        return Ties.Below(all, least).logical_not().logical_and(open);
    }
}
