using static TorchSharp.torch;

namespace Heed.Recurrent;

/// <summary>How a run of tokens fades: what is left at its end of each of them, and what is left of one when another asks.</summary>
/// <remarks>Logarithms are summed and subtracted in double precision, so that what is left of two large sums is exact enough.</remarks>
internal sealed class Fading
{
    private const double Gone = -800;                                                      // its exponential is 0 in double precision too
    // up to here the parts that e^sum is cut into fit float32, and so do their products
    private const double Gentle = 60;

    private readonly Tensor sums;                                                          // (B, H, C, 1 or F)
    private readonly ScalarType type;

    public Fading(Tensor logDecay) => (type, sums) = (logDecay.dtype, logDecay.to_type(torch.float64).clamp(min: Gone).cumsum(2));

    private Fading(ScalarType type, Tensor sums) => (this.type, this.sums) = (type, sums);

    /// <summary>What is left of the memory before the run when each token asks, (B, H, C, 1 or F).</summary>
    public Tensor SinceStart => Left(sums);

    /// <summary>What is left of each token when the run ends.</summary>
    public Tensor UntilEnd => Left(Last - sums);

    /// <summary>What is left of the memory before the run when it ends, (B, H, 1, 1 or F).</summary>
    public Tensor All => Left(Last);

    /// <summary>The same, seen before each token fades the memory.</summary>
    public Fading Before => new(type, torch.cat([torch.zeros_like(sums.narrow(2, 0, 1)), sums.narrow(2, 0, Count - 1)], 2));

    private long Count => sums.shape[2];

    private Tensor Last => sums.narrow(2, Count - 1, 1);

    /// <summary>The same for tokens that write several times.</summary>
    /// <param name="times">How often each does.</param>
    public Fading Repeated(int times) => times == 1 ? this : new(type, sums.repeat_interleave(times, 2));

    /// <summary>Σ x[i]·k[j]·what is left of row j when row i asks, for j that are not ahead: (B, H, X, C).</summary>
    /// <param name="x">What asks, (B, H, X, F).</param>
    /// <param name="asking">When it asks.</param>
    /// <param name="k">What is asked, (B, H, C, F).</param>
    /// <param name="ahead">What is not to be asked, (X, C) boolean.</param>
    /// <param name="products">Products of features from dot products.</param>
    public Tensor Meet(Tensor x, Fading asking, Tensor k, Tensor ahead, Func<Tensor, Tensor> products)
    {
        if (sums.shape[3] == 1) return products(x.matmul(k.transpose(-2, -1))) * Pairs(asking, ahead).squeeze(-1);
        var first = sums.narrow(2, 0, 1).maximum(asking.sums.narrow(2, 0, 1));
        if (Count > 1 && (first - Last).detach().max().item<double>() > Gentle)
            return (k.unsqueeze(2) * Pairs(asking, ahead)).matmul(x.unsqueeze(-1)).squeeze(-1);
        var middle = (first + Last) / 2;                                                   // either sign, so that neither part is too large
        return (x * Left(asking.sums - middle)).matmul((k * Left(middle - sums)).transpose(-2, -1)).Filled(ahead, 0);
    }

    private Tensor Pairs(Fading asking, Tensor ahead) =>
        Left((asking.sums.unsqueeze(3) - sums.unsqueeze(2)).Filled(ahead.unsqueeze(-1), double.NegativeInfinity));

    private Tensor Left(Tensor logarithms) => logarithms.to_type(type).exp();
}
