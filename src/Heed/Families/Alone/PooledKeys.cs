namespace Heed.Alone;

/// <summary>Keys of which each stands for several tokens: a mean that each channel weighs on its own.</summary>
/// <param name="inputs">The call.</param>
/// <param name="every">Of how many tokens a window is made.</param>
/// <param name="eps">What is added to the mean square of an entry.</param>
internal sealed class PooledKeys(Inputs inputs, long every, double eps)
{
    private readonly IReadOnlyList<long> places = inputs.Places.Keys;
    private readonly Tensor? exists = inputs.Mask.KeyMask;                                 // (B, M)

    /// <summary>How many windows are whole.</summary>
    public long Count => (places[^1] + 1) / every;

    /// <summary>Where the first token of each window stands.</summary>
    public IReadOnlyList<long> Firsts => [.. Enumerable.Range(0, (int)Count).Select(t => t * every)];

    /// <summary>The entries, brought to one mean square.</summary>
    /// <param name="content">(B, M, D), or (B, M, 2D) where windows overlap: then the first half is read one window later.</param>
    /// <param name="logits">How much each channel of a token counts, in the same shape.</param>
    /// <param name="bias">What is added to logits, for each place in a window: (m, D) or (m, 2D).</param>
    /// <param name="gamma">Weighs the features of an entry, (D).</param>
    /// <returns>(B, T, D).</returns>
    public Tensor Of(Tensor content, Tensor logits, Tensor bias, Tensor gamma)
    {
        var at = Places.Of(places);
        var window = at.floor_divide(every);                                               // (M)
        logits = logits + bias.index_select(0, at.remainder(every));
        if (exists is not null)
        {
            content = content.Filled(exists.logical_not().unsqueeze(-1), 0);
            logits = logits.Filled(exists.logical_not().unsqueeze(-1), double.NegativeInfinity);
        }

        if (content.shape[2] != gamma.shape[0])
        {
            (content, logits) = (Overlapping(content), Overlapping(logits));               // (B, 2M, D)
            window = torch.cat([window + 1, window]);
        }

        var outside = window.unsqueeze(0).ne(torch.arange(Count).unsqueeze(1)).unsqueeze(-1);                  // (T, M, 1)
        var each = logits.unsqueeze(1).Filled(outside, double.NegativeInfinity);           // (B, T, M, D)
        var nothing = each.isneginf().all(2, true);                                        // (B, T, 1, D)
        var shares = each.Filled(nothing, 0).softmax(2).Filled(nothing, 0);
        var pooled = (shares * content.unsqueeze(1)).sum(2);                               // (B, T, D)
        return pooled / (pooled.square().mean([-1], true) + eps).sqrt() * gamma;
    }

    /// <summary>Which entries a query sees: those whose windows end at or before it, and of which a token exists: (N, T), or (B, 1, N,
    /// T) where keys are hidden.</summary>
    public Tensor Visible()
    {
        var all = torch.arange(Count);
        var past = all.unsqueeze(0).lt((Places.Of(inputs.Places.Queries) + 1).floor_divide(every).unsqueeze(1));      // (N, T)
        if (exists is null) return past;
        var members = Places.Of(places).floor_divide(every).unsqueeze(1).eq(all).to(torch.float32);                  // (M, T)
        return past.logical_and(exists.to(torch.float32).matmul(members).gt(0).view(inputs.Batch, 1, 1, -1));
    }

    private static Tensor Overlapping(Tensor x)
    {
        var half = x.shape[2] / 2;
        return torch.cat([x.narrow(2, 0, half), x.narrow(2, half, half)], 1);
    }
}
