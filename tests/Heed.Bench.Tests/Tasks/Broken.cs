namespace Heed.Bench.Tests.Tasks;

/// <summary>Says that it looks back only, and looks at everything.</summary>
internal sealed class LeaksTheFuture : Mechanism
{
    public override Family Family => Heed.Alone.AloneFamily.Instance;

    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, SumsToOne = true };

    protected override Tensor Compute(Inputs inputs) =>
        (inputs.Q.matmul(inputs.K.transpose(-2, -1)) / Math.Sqrt(inputs.WidthK)).softmax(-1).matmul(inputs.V);
}

/// <summary>Looks back, but forgets to look at the keys.</summary>
internal sealed class IgnoresKeys : Mechanism
{
    public override Family Family => Heed.Alone.AloneFamily.Instance;

    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, SumsToOne = true };

    protected override Tensor Compute(Inputs inputs)
    {
        var back = torch.ones([inputs.Queries, inputs.Keys], inputs.Q.dtype).tril(inputs.Offset);
        return (back / back.sum(-1, true)).matmul(inputs.V);
    }
}
