namespace Heed.Recurrent.Readouts;

/// <summary>Divides by the sum of the weights, so that they sum to one; a query that has read nothing gets nothing.</summary>
internal sealed class RunningSum(double eps = 0) : Readout
{
    public override RecurrentFacts Facts => new() { SumsToOne = eps == 0, NeedsPositiveWeights = true };

    public override Tensor Divide(Tensor reading, Tensor mass)
    {
        var nothing = mass.eq(0);
        return (reading / (mass + eps).Filled(nothing, 1)).Filled(nothing, 0);
    }
}
