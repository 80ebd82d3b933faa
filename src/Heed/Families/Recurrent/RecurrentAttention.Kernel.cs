using Heed.Lowering;

namespace Heed.Recurrent;

/// <content>The same mechanism in the kernel that goes through a memory.</content>
public sealed partial class RecurrentAttention
{
    /// <inheritdoc />
    public override string? NoKernel =>
        IsCausal ? null : $"'{Name}' reads the whole text at once, and the kernel goes token by token";

    /// <inheritdoc />
    protected override string? WhyNoKernel(Inputs inputs)
    {
        if (NoKernel is { } never) return never;
        if (inputs.Trace is not null) return "a trace records steps that only the definition has";
        return inputs.Signals.Select(s => TensorSpan.Obstacle(s.Key, s.Value)).FirstOrDefault(why => why is not null)
            ?? TensorSpan.WidthObstacle("features", inputs.Sizes["F"])
            ?? TensorSpan.WidthObstacle("v", inputs.V.shape[3] + (Readout is null ? 0 : 1));
    }

    /// <inheritdoc />
    protected override Tensor ComputeInKernel(Inputs inputs)
    {
        RequireKeyMask(inputs);
        var tokens = Tokens.Of(this, inputs);
        var (call, given) = Lowered(tokens, First(inputs));
        var read = KernelFunction.Run(call, given);
        return Read(read.narrow(2, read.shape[2] - inputs.Queries, inputs.Queries));
    }

    private Tensor ContinueInKernel(Inputs inputs, Tokens tokens, Tensor? memory, ref State? state)
    {
        var (call, given) = Lowered(tokens, null);
        var next = memory?.detach().contiguous().clone() ?? tokens.Nothing(inputs.Sizes["F"]);
        var read = Read(call.Forward(given, TensorSpan.Floats(next)));
        GC.KeepAlive(next);
        state = new State((Memory, next.MoveToOuterDisposeScope()));
        return read;
    }

    private (MemoryCall Call, Tensor[] Given) Lowered(Tokens tokens, Tensor? memory)
    {
        var (q, k, v, asked) = tokens.Written(Write);
        var before = Write is { AsksBeforeDecay: true };
        var call = new MemoryCall(asked is not null, tokens.LogDecay is not null, memory is not null, before,
            given => Define(given, asked is not null, tokens.LogDecay is not null, memory is not null, before));
        return (call, [q, k, v, .. ((Tensor?[])[asked, tokens.LogDecay, memory]).OfType<Tensor>()]);
    }

    /// <summary>The definition from where the kernel begins, token by token: it is differentiated twice.</summary>
    private static Tensor Define(IReadOnlyList<Tensor> given, bool asks, bool fades, bool starts, bool before)
    {
        var (q, k, v) = (given[0], given[1], given[2]);
        var (asked, decay) = (asks ? given[3] : null, fades ? given[asks ? 4 : 3] : null);
        var memory = starts ? given[^1] : torch.zeros([q.shape[0], q.shape[1], q.shape[3], v.shape[3]], v.dtype);
        var (readings, updates) = (new List<Tensor>(), k.shape[2] / q.shape[2]);
        for (long t = 0; t < q.shape[2]; t++)
        {
            var old = memory;
            if (decay is not null) memory = decay.narrow(2, t, 1).exp().transpose(-2, -1) * memory;
            for (var u = t * updates; u < (t + 1) * updates; u++)
            {
                var written = v.narrow(2, u, 1);
                if (asked is not null) written = written - asked.narrow(2, u, 1).matmul(before && u == t * updates ? old : memory);
                memory = memory + k.narrow(2, u, 1).transpose(-2, -1) * written;
            }

            readings.Add(q.narrow(2, t, 1).matmul(memory));
        }

        return torch.cat(readings, 2);
    }
}
