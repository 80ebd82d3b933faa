using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>One call of the kernel that goes through a memory. Its inputs are q, k and v, then those of what is asked, of decays and of
/// the memory before the first token that there are.</summary>
/// <param name="Asks">Whether the memory is asked.</param>
/// <param name="Fades">Whether it fades.</param>
/// <param name="Starts">Whether it holds anything before the first token.</param>
/// <param name="AsksBeforeDecay">Whether it is asked before it fades.</param>
/// <param name="Definition">The output by the definition.</param>
internal sealed record MemoryCall(
    bool Asks, bool Fades, bool Starts, bool AsksBeforeDecay, Func<IReadOnlyList<Tensor>, Tensor> Definition) : IKernelCall
{
    /// <summary>What tokens read, (B, H, N, Dv).</summary>
    public Tensor Forward(IReadOnlyList<Tensor> inputs, bool keep) => Forward(inputs, Memory(inputs));

    /// <summary>The same with the memory, (B, H, F, Dv), which is brought up to date.</summary>
    public Tensor Forward(IReadOnlyList<Tensor> inputs, Span<float> memory)
    {
        var (q, v) = (inputs[0], inputs[2]);
        var output = torch.empty([.. q.shape[..3], v.shape[3]], torch.ScalarType.Float32);
        using var scope = torch.NewDisposeScope();
        var read = Read(inputs);
        Recurrence.Forward(Inputs(read), TensorSpan.Place(output), memory, Options);
        foreach (var t in read) GC.KeepAlive(t);
        return output;
    }

    /// <inheritdoc />
    public IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient, bool[] wanted)
    {
        var read = Read(inputs);
        var gradients = inputs.Select(x => torch.zeros(x.shape, torch.ScalarType.Float32)).ToArray();
        var memory = Memory(inputs);
        var ofMemory = Starts ? TensorSpan.Floats(gradients[^1]) : new float[memory.Length];
        using var upstream = Adjacent(gradient);
        Recurrence.Backward(Inputs(read), memory, TensorSpan.View(upstream), new()
        {
            Q = TensorSpan.Floats(gradients[0]),
            K = TensorSpan.Floats(gradients[1]),
            V = TensorSpan.Floats(gradients[2]),
            Asked = Asks ? TensorSpan.Floats(gradients[3]) : default,
            LogDecay = Fades ? TensorSpan.Floats(gradients[Asks ? 4 : 3]) : default,
            State = ofMemory,
        }, Options);
        foreach (var t in read.Concat(gradients)) GC.KeepAlive(t);
        return [.. gradients.Zip(wanted, (g, w) => w ? g : null)];
    }

    /// <inheritdoc />
    public Tensor Again(IReadOnlyList<Tensor> inputs) => Definition(inputs);

    private RecurrenceOptions Options => new() { AsksBeforeDecay = AsksBeforeDecay, Threads = torch.get_num_threads() };

    /// <summary>The memory before the first token, as a copy.</summary>
    private float[] Memory(IReadOnlyList<Tensor> inputs)
    {
        if (Starts) return TensorSpan.Copy<float>(inputs[^1]);
        var (q, v) = (inputs[0].shape, inputs[2].shape);
        return new float[q[0] * q[1] * q[3] * v[3]];
    }

    private RecurrenceInputs Inputs(IReadOnlyList<Tensor> inputs) => new()
    {
        Q = TensorSpan.View(inputs[0]),
        K = TensorSpan.View(inputs[1]),
        V = TensorSpan.View(inputs[2]),
        Asked = Asks ? TensorSpan.View(inputs[3]) : default,
        LogDecay = Fades ? TensorSpan.View(inputs[Asks ? 4 : 3]) : default,
    };

    private static Tensor[] Read(IReadOnlyList<Tensor> inputs) => [.. inputs.Select(Adjacent)];

    private static Tensor Adjacent(Tensor t) => TensorSpan.ViewObstacle("", t) is null ? t.alias() : t.contiguous();
}
