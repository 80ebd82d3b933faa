using static TorchSharp.torch;

namespace Heed.Recurrent;

/// <summary>How a run of tokens fades: what is left at its end of each of them, and what is left of one when another asks.</summary>
/// <remarks>Logarithms are summed and subtracted in double precision, so that what is left of two large sums is exact enough.</remarks>
internal sealed class Fading
{
    private const double Gone = -800;                                                      // its exponential is 0 in double precision too
    private const double Gentle = 60;                                                      // up to here the parts that e^sum is cut into fit float32, and so do their products

    private readonly Tensor sums;                                                          // (B, H, C, 1 or F)
    private readonly ScalarType type;

    public Fading(Tensor logDecay) => (type, sums) = (logDecay.dtype, logDecay.to_type(torch.float64).clamp(min: Gone).cumsum(2));

    /// <summary>What is left of the memory before the run when each token asks, (B, H, C, 1 or F).</summary>
    public Tensor SinceStart => Left(sums);

    /// <summary>What is left of each token when the run ends.</summary>
    public Tensor UntilEnd => Left(Last - sums);

    /// <summary>What is left of the memory before the run when it ends, (B, H, 1, 1 or F).</summary>
    public Tensor All => Left(Last);

    private long Count => sums.shape[2];

    private Tensor Last => sums.narrow(2, Count - 1, 1);

    /// <summary>Σ x[i]·k[j]·what is left of token j at token i, 0 where j is later: (B, H, C, C).</summary>
    /// <param name="x">What asks, (B, H, C, F).</param>
    /// <param name="k">What is asked, (B, H, C, F).</param>
    /// <param name="products">Products of features from dot products.</param>
    public Tensor Meet(Tensor x, Tensor k, Func<Tensor, Tensor> products)
    {
        if (sums.shape[3] == 1) return products(x.matmul(k.transpose(-2, -1))) * Pairs().squeeze(-1);
        var first = sums.narrow(2, 0, 1);
        if (Count > 1 && (first - Last).detach().max().item<double>() > Gentle) return (k.unsqueeze(2) * Pairs()).matmul(x.unsqueeze(-1)).squeeze(-1);
        var since = sums - (first + Last) / 2;                                             // of either sign, so that neither part is too large
        return (x * Left(since)).matmul((k * Left(-since)).transpose(-2, -1)).tril();
    }

    private Tensor Pairs()
    {
        var ahead = torch.ones([Count, Count], torch.@bool).triu(1).unsqueeze(-1);
        return Left((sums.unsqueeze(3) - sums.unsqueeze(2)).masked_fill(ahead, double.NegativeInfinity));
    }

    private Tensor Left(Tensor logarithms) => logarithms.to_type(type).exp();
}
