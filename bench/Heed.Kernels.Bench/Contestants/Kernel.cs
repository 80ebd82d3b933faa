namespace Heed.Kernels.Bench;

/// <summary>Our kernel, specialised for a part.</summary>
/// <param name="kind">What a call computes.</param>
/// <param name="operands">What it reads.</param>
/// <param name="part">The part.</param>
/// <param name="options">Threads and register width.</param>
internal sealed class Kernel<TPart>(Kind kind, Operands operands, TPart part, AttentionOptions options) : Contestant
    where TPart : struct, IPart<TPart>
{
    private readonly Tensor output = torch.empty_like(operands.Queries);
    private readonly Tensor logSumExp = torch.empty(kind == Kind.Backward ? operands.Size.Heads * operands.Size.Queries : 0);
    private readonly Tensor[] gradients = kind == Kind.Backward
        ? [torch.empty_like(operands.Queries), torch.empty_like(operands.Keys), torch.empty_like(operands.Values)] : [];

    public override void Run() => Run(operands.Gradients);

    public override float[][] Compute(Tensor gradient)
    {
        Tensor[] all = [output, .. gradients];
        foreach (var tensor in all) Operands.Floats(tensor).Fill(float.NaN);
        Run(gradient);
        return [.. all.Select(tensor => Operands.Floats(tensor).ToArray())];
    }

    public override void Dispose()
    {
        foreach (var tensor in (Tensor[])[output, logSumExp, .. gradients]) tensor.Dispose();
    }

    private void Run(Tensor gradient)
    {
        var result = Operands.Floats(output);
        var sums = kind == Kind.Backward ? Operands.Floats(logSumExp) : default;
        Attention.Forward(operands.Q, operands.K, operands.V, result, part, sums, options);
        if (kind == Kind.Backward)
            Attention.Backward(operands.Q, operands.K, operands.V, result, sums, Operands.Floats(gradient),
                Operands.Floats(gradients[0]), Operands.Floats(gradients[1]), Operands.Floats(gradients[2]), part, options);
    }
}
