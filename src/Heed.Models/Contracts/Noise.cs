namespace Heed.Models;

/// <summary>
/// Dropout (Srivastava et al. 2014) and other noise; its draws follow from a seed and the step alone, so that no state needs to be saved.
/// </summary>
internal sealed class Noise(int seed, double share)
{
    private readonly double share = share is >= 0 and < 1 ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "Dropout is a share from 0 to below 1.");
    private torch.Generator? random;

    /// <summary>Starts the draws of a step; outside training there are none.</summary>
    public void Begin(long step, bool training)
    {
        random?.Dispose();
        random = training ? new torch.Generator(unchecked(((ulong)(uint)seed << 32) ^ ((ulong)step * 0x9E3779B97F4A7C15UL))) : null;
    }

    /// <summary>Normal noise for a training that wants it.</summary>
    public Tensor Normal(long[] shape)
    {
        if (random is null) Begin(0, true);
        return torch.randn(shape, generator: random);
    }

    /// <summary>x with a random share of its numbers set to zero and the others raised to make up for it.</summary>
    public Tensor Drop(Tensor x, bool training)
    {
        if (share == 0 || !training) return x;
        if (random is null) Begin(0, true);
        using var kept = torch.rand(x.shape, generator: random).ge(share).to(x.dtype);
        return x * kept.mul_(1 / (1 - share));
    }
}
