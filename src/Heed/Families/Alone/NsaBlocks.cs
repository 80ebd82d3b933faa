namespace Heed.Alone;

/// <summary>The blocks of <see cref="Nsa"/>: their means, and which of them are read token by token.</summary>
/// <param name="inputs">The call.</param>
/// <param name="block">Tokens of a block, counted from the first of the text.</param>
internal sealed class NsaBlocks(Inputs inputs, long block)
{
    private readonly Tensor all = torch.arange((inputs.Places.Keys[^1] / block) + 1);
    private readonly Tensor queries = Places.Of(inputs.Places.Queries).unsqueeze(1);       // (N, 1)
    private readonly Tensor ofKeys = Places.Of(inputs.Places.Keys).floor_divide(block).unsqueeze(1);             // (M, 1)

    private Tensor Own => queries.floor_divide(block);                                     // (N, 1)

    /// <summary>The weights of the blocks that are wholly past, by the mean of their keys, and the same weights spread over these
    /// keys.</summary>
    /// <param name="scores">(B, H, N, M).</param>
    /// <param name="seen">What the caller does not hide, or null.</param>
    public (Tensor Means, Tensor Spread) Compress(Tensor scores, Tensor? seen)
    {
        var member = ofKeys.eq(all).to(scores.dtype);                                      // (M, blocks)
        if (seen is not null) scores = scores.Filled(seen.logical_not(), 0);
        var count = seen is null ? member.sum(0L) : seen.expand(scores.shape).to(scores.dtype).matmul(member);
        var past = ((all + 1) * block).le(queries + 1).logical_and(count.gt(0));           // (B, H, N, blocks)
        var share = count.clamp_min(1);
        var means = Reading.Weights(scores.matmul(member) / share, past);
        var spread = (means / share).matmul(member.t());
        return (means, seen is null ? spread : spread.Filled(seen.logical_not(), 0));
    }

    /// <summary>The keys of the blocks that are chosen, (B, H, N, M).</summary>
    /// <param name="means">(B, H, N, blocks).</param>
    /// <param name="count">How many blocks are chosen.</param>
    public Tensor Choose(Tensor means, long count)
    {
        var forced = all.eq(0).logical_or(all.eq(Own)).logical_or(all.eq(Own - 1));        // (N, blocks)
        var merit = means.detach().unflatten(1, [inputs.Groups, -1]).mean([2]).Filled(forced, 1);           // (B, G, N, blocks)
        merit = merit.Filled(all.gt(Own), double.NegativeInfinity);
        Report(merit, count);
        var chosen = merit.isneginf().logical_not();
        if (count < all.shape[0])
        {
            var least = merit.topk((int)count, -1).values.narrow(-1, count - 1, 1);
            chosen = chosen.logical_and(Ties.Below(merit, least).logical_not());
        }

        return inputs.Share(chosen).to(means.dtype).matmul(ofKeys.eq(all).to(means.dtype).t()).gt(0);
    }

    /// <summary>Records which blocks are chosen, (B, N, G, S), −1 where there are fewer.</summary>
    private void Report(Tensor merit, long count)
    {
        if (inputs.Trace is null) return;
        var best = merit.clamp_min(0).topk((int)Math.Min(count, all.shape[0]), -1).indexes;                     // (B, G, N, S)
        inputs.Trace.Record("block_indices", best.Filled(best.gt(Own), -1).transpose(1, 2));
    }
}
