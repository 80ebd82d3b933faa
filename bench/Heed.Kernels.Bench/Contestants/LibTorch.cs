namespace Heed.Kernels.Bench;

/// <summary>LibTorch's scaled_dot_product_attention, or for a score that it cannot change
/// the same in operations on whole matrices.</summary>
internal sealed class LibTorch : Contestant
{
    private const string Script = """
        def attend(q, k, v, mask: Optional[Tensor], causal: bool):
            return torch.scaled_dot_product_attention(q, k, v, mask, 0.0, causal, enable_gqa=True)

        """;

    private static readonly Lazy<torch.jit.CompilationUnit> Grouped = new(() => torch.jit.compile(Script));

    private readonly Kind kind;
    private readonly Operands operands;
    private readonly Pattern pattern;
    private readonly bool repeat;
    private readonly Tensor? mask;

    public LibTorch(Kind kind, Operands operands, Pattern pattern, bool repeat)
    {
        (this.kind, this.operands, this.pattern, this.repeat) = (kind, operands, pattern, repeat);
        if (pattern.Told != Told.Mask) return;
        var (size, numbers) = (operands.Size, pattern.Mask(operands.Size));
        mask = torch.tensor(numbers, [1, numbers.Length / ((long)size.Queries * size.Keys), size.Queries, size.Keys]);
    }

    public override void Run()
    {
        using var scope = torch.NewDisposeScope();
        Call(operands.Gradients);
    }

    public override float[][] Compute(Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        return [.. Call(gradient).Select(tensor => Operands.Floats(tensor.detach().contiguous()).ToArray())];
    }

    public override void Dispose() => mask?.Dispose();

    private Tensor[] Call(Tensor gradient)
    {
        if (kind != Kind.Backward)
        {
            using var none = torch.no_grad();
            return [Attend(operands.Queries, operands.Keys, operands.Values)];
        }
        Tensor[] leaves = [.. ((Tensor[])[operands.Queries, operands.Keys, operands.Values])
            .Select(tensor => tensor.detach().requires_grad_(true))];
        var output = Attend(leaves[0], leaves[1], leaves[2]);
        return [output, .. torch.autograd.grad([output], leaves, [gradient])];
    }

    private Tensor Attend(Tensor q, Tensor k, Tensor v)
    {
        var share = operands.Size.Heads / operands.Size.Groups;
        if (pattern.Told == Told.Formula)
        {
            var scores = torch.matmul(q, k.transpose(-2, -1)).mul_(1 / Math.Sqrt(operands.Size.Width) / Patterns.Cap).tanh_()
                .mul_(Patterns.Cap);
            return torch.matmul(torch.softmax(scores, -1), v);
        }
        if (share > 1 && !repeat) return (Tensor)Grouped.Value.invoke("attend", q, k, v, mask!, pattern.Told == Told.IsCausal);
        if (share > 1) (k, v) = (k.repeat_interleave(share, 1), v.repeat_interleave(share, 1));
        return torch.nn.functional.scaled_dot_product_attention(q, k, v, mask, 0, pattern.Told == Told.IsCausal);
    }
}
