using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>One call of the kernel: everything but the tensors, so that it may outlive them until a backward call.</summary>
/// <param name="Parts">What changes and hides scores.</param>
/// <param name="Normaliser">How scores become weights.</param>
/// <param name="Scale">What dot products are multiplied by.</param>
/// <param name="Rotation">What turns queries and keys; null for nothing.</param>
/// <param name="Definition">The output by the definition, for gradients that are to be differentiated again.</param>
internal sealed record KernelCall(LoweredParts Parts, LoweredNormaliser Normaliser, float Scale, Rotation? Rotation,
    Func<IReadOnlyList<Tensor>, Tensor> Definition) : IKernelCall
{
    private float[] logSumExp = [];

    /// <summary>The blocks that queries read, where there are no parts and no others are to be read; null for all.</summary>
    public BlockChoice? Choice { get; init; }

    /// <summary>What each query reads.</summary>
    /// <param name="inputs">q, (B, H, N, D), k, (B, G, M, D), v, (B, G, M, Dv); learned numbers, and masks that are only kept.</param>
    /// <param name="keep">Whether a backward call may follow, which needs the denominators.</param>
    /// <returns>(B, H, N, Dv); its heads lie as those of q do.</returns>
    public Tensor Forward(IReadOnlyList<Tensor> inputs, bool keep)
    {
        var (q, k, v) = (inputs[0], inputs[1], inputs[2]);
        var output = TensorSpan.Like(q, v.shape[3]);
        if (keep && Normaliser.Sums) logSumExp = new float[q.shape[0] * q.shape[1] * q.shape[2]];
        if (Choice is null)
            Normaliser.Forward(Parts.Compose(), TensorSpan.View(q), TensorSpan.View(k), TensorSpan.View(v),
                TensorSpan.Place(output), logSumExp, Options());
        else
            Attention.Forward(TensorSpan.View(q), TensorSpan.View(k), TensorSpan.View(v), TensorSpan.Place(output), Choice, logSumExp,
                Options());
        KeepAlive(q, k, v, output);
        return output;
    }

    /// <summary>The gradients of q, k, v and of each of the learned numbers that wants one.</summary>
    public IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient, bool[] wanted)
    {
        var (q, k, v) = (inputs[0], inputs[1], inputs[2]);
        float[]?[] learned = [.. Parts.Learned.Select((_, i) => wanted[3 + i] ? new float[inputs[3 + i].numel()] : null)];
        Tensor dq = TensorSpan.Like(q, q.shape[3]), dk = TensorSpan.Like(k, k.shape[3]), dv = TensorSpan.Like(v, v.shape[3]);
        if (TensorSpan.ViewObstacle(nameof(gradient), gradient) is not null) gradient = gradient.contiguous();
        if (Choice is null)
            Normaliser.Backward(Parts.Compose(learned), TensorSpan.View(q), TensorSpan.View(k), TensorSpan.View(v),
                TensorSpan.View(output), logSumExp, TensorSpan.View(gradient),
                TensorSpan.Place(dq), TensorSpan.Place(dk), TensorSpan.Place(dv), Options());
        else
            Attention.Backward(TensorSpan.View(q), TensorSpan.View(k), TensorSpan.View(v), TensorSpan.View(output), logSumExp,
                TensorSpan.View(gradient), TensorSpan.Place(dq), TensorSpan.Place(dk), TensorSpan.Place(dv), Choice, Options());
        KeepAlive(q, k, v, output);
        KeepAlive(gradient, dq, dk, dv);
        return [dq, dk, dv, .. learned.Select((sums, i) => sums is null ? null : torch.tensor(sums).view(inputs[3 + i].shape))];
    }

    /// <inheritdoc />
    public Tensor Again(IReadOnlyList<Tensor> inputs) => Definition(inputs);

    /// <summary>The kernel reads memory that the collector does not know of.</summary>
    private static void KeepAlive(params ReadOnlySpan<Tensor> tensors)
    {
        foreach (var t in tensors) GC.KeepAlive(t);
    }

    private AttentionOptions Options() => new() { Scale = Scale, Rotation = Rotation, Threads = torch.get_num_threads() };
}
