namespace Heed.Pairwise;

/// <summary>What tokens between a key and a query say, added up.</summary>
internal static class Between
{
    /// <summary>
    /// The sum of what the tokens say that come after the earlier of the two, up to and with the later one.
    /// A key that a query may not see, by the caller's mask, says nothing to it.
    /// </summary>
    /// <param name="inputs">The call.</param>
    /// <param name="said">(B, H, M).</param>
    /// <returns>(B, H, N, M), in double precision.</returns>
    public static Tensor Sum(Inputs inputs, Tensor said)
    {
        var (places, counted) = (inputs.Places, said.unsqueeze(-2));                       // (B, H, 1, M)
        if (inputs.Mask.Visible() is { } visible) counted = torch.where(visible, counted, torch.zeros_like(counted));  // (B, H, N, M)
        var sums = torch.nn.functional.pad(counted.cumsum(-1, torch.float64), [1, 0]);     // before the first key, and after each
        sums = sums.expand(inputs.Batch, inputs.Heads, inputs.Queries, inputs.Keys + 1);
        var until = Places.Of([.. places.Queries.Select(i => (long)places.Keys.Count(j => j <= i))]);      // keys up to its own
        var own = sums.gather(-1, until.view(1, 1, -1, 1).expand(inputs.Batch, inputs.Heads, -1, 1));
        var between = own - sums.narrow(-1, 1, inputs.Keys);                               // (B, H, N, M)
        return torch.where(places.Distance(torch.float64).ge(0), between, -between);
    }
}
