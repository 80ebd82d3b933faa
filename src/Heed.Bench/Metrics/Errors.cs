namespace Heed.Bench.Metrics;

/// <summary>How far one matrix is from another. Leading axes are as many matrices, over which the mean is taken.</summary>
public static class Errors
{
    /// <summary>‖Ô − O‖ / ‖O‖ in the Frobenius norm.</summary>
    /// <param name="exact">O, (…, N, D).</param>
    /// <param name="other">Ô, as large.</param>
    public static double RelativeFrobenius(Tensor exact, Tensor other)
    {
        using var scope = torch.NewDisposeScope();
        return ((other - exact).square().sum([-2, -1]).sqrt() / exact.square().sum([-2, -1]).sqrt()).mean()
            .to(torch.float64).item<double>();
    }

    /// <summary>‖Ô − O‖ / ‖O‖ in the spectral norm: the largest singular values.</summary>
    /// <param name="exact">O, (…, N, D).</param>
    /// <param name="other">Ô, as large.</param>
    public static double RelativeSpectral(Tensor exact, Tensor other)
    {
        using var scope = torch.NewDisposeScope();
        return (Largest(other - exact) / Largest(exact)).mean().item<double>();
    }

    /// <summary>The mean of (Ô − O)².</summary>
    /// <param name="exact">O.</param>
    /// <param name="other">Ô, as large.</param>
    public static double MeanSquare(Tensor exact, Tensor other)
    {
        using var scope = torch.NewDisposeScope();
        return (other - exact).square().mean().to(torch.float64).item<double>();
    }

    /// <summary>The mean cosine of the angles between rows, which does not mind scale; rows of zeros count 0.</summary>
    /// <param name="exact">O, (…, N, D).</param>
    /// <param name="other">Ô, as large.</param>
    public static double CosineOfRows(Tensor exact, Tensor other)
    {
        using var scope = torch.NewDisposeScope();
        var lengths = exact.square().sum(-1).sqrt() * other.square().sum(-1).sqrt();
        var cosines = (exact * other).sum(-1) / lengths;
        return torch.where(lengths.gt(0), cosines, torch.zeros_like(cosines)).mean().to(torch.float64).item<double>();
    }

    /// <summary>The square root of the largest eigenvalue of the smaller of MᵀM and MMᵀ, in float64.</summary>
    private static Tensor Largest(Tensor m)
    {
        var wide = m.to(torch.float64);
        var turned = wide.transpose(-2, -1);
        var square = m.shape[^1] < m.shape[^2] ? turned.matmul(wide) : wide.matmul(turned);
        return torch.linalg.eigvalsh(square).select(-1, square.shape[^1] - 1).clamp_min(0).sqrt();
    }
}
