namespace Heed.Bench.Fidelity;

/// <summary>Queries, keys and values on which mechanisms are compared with exact softmax attention.</summary>
/// <param name="Condition">What tells these from others, such as <c>sigma=2</c>.</param>
/// <param name="Q">(B, H, N, D).</param>
/// <param name="K">(B, G, N, D).</param>
/// <param name="V">(B, G, N, D).</param>
internal sealed record FidelityInput(string Condition, Tensor Q, Tensor K, Tensor V)
{
    private const double Kept = 0.95;                                                      // ρ of the correlated sequences
    private const double Found = 8;                                                        // the score of a planted key

    /// <summary>Independent numbers, such that scores are normal with deviation σ.</summary>
    public static FidelityInput Gaussian(double sigma, long[] q, long[] k, torch.Generator random)
    {
        var root = Math.Sqrt(sigma);
        return new(FormattableString.Invariant($"sigma={sigma}"), root * Normal(q, random), root * Normal(k, random), Normal(k, random));
    }

    /// <summary>
    /// Neighbours are alike: AR(1) with ρ = 0.95 along the sequence. Half of the variance of a query is that of the key at its place, so
    /// near keys fit best.
    /// </summary>
    public static FidelityInput Correlated(long[] q, long[] k, torch.Generator random)
    {
        var place = Walk(k, random);
        var queries = place.repeat_interleave(q[1] / k[1], dim: 1);
        return new("input=ar1", (queries + Walk(q, random)) / Math.Sqrt(2), (place + Walk(k, random)) / Math.Sqrt(2), Walk(k, random));
    }

    /// <summary>Each query is made for one of the keys before it, whose score is 8; all others are normal with deviation 1.</summary>
    public static FidelityInput Needle(long[] q, long[] k, torch.Generator random)
    {
        var keys = Normal(k, random);
        var shared = keys.repeat_interleave(q[1] / k[1], dim: 1);                          // (B, H, N, D)
        // (B, H, N), not after the query
        var place = (torch.rand(q[..3], generator: random) * torch.arange(1, q[2] + 1)).floor().to(torch.int64);
        var wanted = shared.gather(2, place.unsqueeze(-1).expand(-1, -1, -1, q[3]));
        var lengths = wanted.square().sum(-1, true);
        var noise = Normal(q, random);
        noise = noise - wanted * ((noise * wanted).sum(-1, true) / lengths);               // says nothing of the wanted key
        return new("input=needle", noise + wanted * (Found * Math.Sqrt(q[3]) / lengths), keys, Normal(k, random));
    }

    private static Tensor Normal(long[] shape, torch.Generator random) => torch.randn(shape, generator: random);

    private static Tensor Walk(long[] shape, torch.Generator random)
    {
        var steps = Normal(shape, random).unbind(2);
        var walk = new List<Tensor> { steps[0] };
        foreach (var step in steps.Skip(1)) walk.Add(Kept * walk[^1] + Math.Sqrt(1 - Kept * Kept) * step);
        return torch.stack(walk, 2);
    }
}
