namespace Heed.Pairwise.ValueReadings;

/// <summary>
/// Queries read the logarithm of weighted exponentials, so that a gradient reaches weights that the softmax has made small.
/// </summary>
/// <remarks>
/// Close to the largest of the values that are weighed, and never below their weighted mean. Each sum is scaled by its own largest term,
/// so values of any size do not overflow, and what a query does not see is not felt. Rows that weigh nothing read 0.
/// </remarks>
public sealed class Laser : ValueReading, ICataloged<Laser>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "laser",
        Name = "LASER (logarithm of weighted exponentials)",
        Cite = new("Duvvuri and Dhillon", "LASER: Attention with Exponential Transformation", 2024, "arXiv:2411.03493"),
        Formula = "oᵢ = log Σⱼ aᵢⱼ exp(vⱼ)",
        Tex = @"o_i = \log \sum_j a_{ij} \exp(v_j)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { IsLinearInValues = false, KeepsLoneValue = true };

    /// <inheritdoc />
    public override string? WhyNotNegative =>
        "'laser' takes a logarithm of what is read, so it cannot follow weights of either sign: leave it out, or what makes them negative";

    /// <inheritdoc />
    public override Tensor Read(Inputs inputs, Tensor weights, Tensor v, Tensor? visible)
    {
        var zero = weights.eq(0);
        var logs = weights.Filled(zero, 1).log().Filled(zero, double.NegativeInfinity);    // (B, H, N, M)
        var (hidden, empty) = (visible?.logical_not(), zero.all(-1, true));
        return torch.stack([.. v.unbind(-1).Select(Channel)], -1);                         // (B, H, N, Dv)

        Tensor Channel(Tensor values)
        {
            var terms = logs + values.unsqueeze(-2);                                       // (B, H, N, M)
            if (hidden is not null) terms = terms.Filled(hidden, double.NegativeInfinity);
            return terms.Filled(empty, 0).logsumexp(-1).Filled(empty.squeeze(-1), 0);
        }
    }
}
