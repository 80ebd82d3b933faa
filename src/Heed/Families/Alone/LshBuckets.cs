namespace Heed.Alone;

/// <summary>Which tokens meet under the hashes of <see cref="Lsh"/>.</summary>
/// <param name="size">Tokens of a chunk.</param>
/// <param name="rounds">How many hashes are drawn.</param>
/// <param name="seed">From which they are drawn.</param>
internal sealed class LshBuckets(long size, long rounds, int seed)
{
    /// <summary>The buckets of vectors: along which of some random directions, or against which, each points most.</summary>
    /// <param name="x">(B, H, N, D).</param>
    /// <returns>(B, H, R, N).</returns>
    public Tensor Of(Tensor x)
    {
        using var frozen = torch.no_grad();
        var half = Math.Max(1, (x.shape[2] / size + 1) / 2);                               // about as many buckets as chunks
        using var random = new torch.Generator((ulong)seed);
        var directions = torch.randn([rounds, x.shape[3], half], torch.float64, generator: random).to(x.dtype);
        var along = x.unsqueeze(2).matmul(directions);                                     // (B, H, R, N, half)
        return torch.cat([along, -along], -1).argmax(-1).to(x.dtype);
    }

    /// <summary>Which pairs meet under each hash: in one bucket, and in one chunk or in two that follow one another.</summary>
    /// <param name="buckets">(B, H, R, N).</param>
    /// <returns>(B, H, R, N, N) boolean.</returns>
    public Tensor Near(Tensor buckets)
    {
        using var frozen = torch.no_grad();
        var (hashes, tokens) = (buckets.shape[2], buckets.shape[3]);
        var own = buckets.unsqueeze(-1).eq(buckets.unsqueeze(-2));
        var order = buckets.sort(-1, stable: true).Indices;                                // by bucket, then by place
        var round = torch.arange(hashes).view(-1, 1) * tokens;
        var chunk = (order.argsort(-1) + round).floor_divide(size);                        // of all hashes, one after the other
        var chunks = (hashes * tokens + size - 1) / size;
        var back = (chunk.unsqueeze(-1) - chunk.unsqueeze(-2) + chunks).remainder(chunks); // 0, or 1 for the one before
        return own.logical_and(back.le(1));
    }
}
