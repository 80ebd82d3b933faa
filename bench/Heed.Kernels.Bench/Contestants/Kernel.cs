namespace Heed.Kernels.Bench;

/// <summary>Our kernel, specialised for a part.</summary>
/// <param name="operands">What it reads.</param>
/// <param name="part">The part.</param>
/// <param name="options">Threads and register width.</param>
internal sealed class Kernel<TPart>(Operands operands, TPart part, AttentionOptions options) : Contestant where TPart : struct, IPart<TPart>
{
    private readonly Tensor output = torch.empty_like(operands.Queries);

    public override void Run() => Attention.Forward(operands.Q, operands.K, operands.V, Operands.Floats(output), part, default, options);

    public override float[][] Compute()
    {
        Operands.Floats(output).Fill(float.NaN);
        Run();
        return [Operands.Floats(output).ToArray()];
    }

    public override void Dispose() => output.Dispose();
}
