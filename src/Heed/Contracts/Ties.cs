namespace Heed;

/// <summary>
/// Which scores are equal: products of equal vectors differ in their last bits by where they stand in a matrix, so scores tie
/// when they are as near as rounding leaves equal ones.
/// </summary>
public static class Ties
{
    // of the largest score of a row: four times what products of 256 features were seen to differ by
    private const double Roundings = 16;

    /// <summary>Whether each score is less than a bound, and not by rounding only.</summary>
    /// <param name="scores">(B, H, N, M), −∞ where hidden.</param>
    /// <param name="bound">(B, H, N, 1).</param>
    public static Tensor Below(Tensor scores, Tensor bound)
    {
        using var frozen = torch.no_grad();
        var largest = scores.Filled(scores.isneginf(), 0).abs().amax([-1], true);
        var unit = scores.dtype == torch.ScalarType.Float64 ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;
        return scores.lt(bound - (largest * (Roundings * unit)));
    }
}
