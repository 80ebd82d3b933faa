namespace Heed.Alone;

/// <summary>The memory of <see cref="Infini"/> on its way along the tokens of a call, and what is not yet written of the last
/// segment.</summary>
internal sealed class InfiniMemory
{
    private readonly Inputs inputs;
    private readonly long segment;
    private readonly bool delta;
    private Tensor memory, norm, keys, values;

    /// <summary>A memory as a state left it, as the call gives it, or empty.</summary>
    public InfiniMemory(Inputs inputs, long segment, bool delta, State? state)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException(
                $"'{inputs.Sizes.Mechanism}' writes tokens into a memory, so it cannot hide single ones: leave them out.");
        if (inputs.Queries != inputs.Keys)
            throw new NotSupportedException($"'{inputs.Sizes.Mechanism}' goes along a text, so it needs as many queries as keys.");
        inputs.RequireEqualWidths();
        (this.inputs, this.segment, this.delta) = (inputs, segment, delta);
        memory = state?["memory"] ?? inputs.Signals.Find("initial_memory") ?? Nothing("B H Dk Dv");
        norm = state?["norm"] ?? inputs.Signals.Find("initial_norm") ?? Nothing("B H Dk");
        (keys, values) = (state?["k"] ?? Nothing("B H 0 Dk"), state?["v"] ?? Nothing("B H 0 Dv"));
    }

    /// <summary>The memory, and the keys and values of the last segment while it is not whole.</summary>
    public static IReadOnlyList<Slot> Slots { get; } =
        [new("memory", "B H Dk Dv"), new("norm", "B H Dk"), new("k", "B H M Dk"), new("v", "B H M Dv")];

    /// <summary>What is kept now.</summary>
    public (string Name, Tensor Value)[] Kept => [("memory", memory), ("norm", norm), ("k", keys), ("v", values)];

    /// <summary>What all tokens of the call read, (B, H, N, Dv).</summary>
    public Tensor Read()
    {
        var (k, v, read) = (inputs.Share(inputs.K), inputs.Share(inputs.V), new List<Tensor>());
        for (long at = 0, count; at < inputs.Keys; at += count)
        {
            count = Math.Min(segment - keys.shape[2], inputs.Keys - at);
            keys = torch.cat([keys, k.narrow(2, at, count)], 2);
            values = torch.cat([values, v.narrow(2, at, count)], 2);
            read.Add(Read(inputs.Q.narrow(2, at, count)));
            if (keys.shape[2] == segment) Write();
        }

        return torch.cat(read, 2);
    }

    private static Tensor Features(Tensor x) => torch.nn.functional.elu(x, 1) + 1;

    private Tensor Nothing(string shape) => torch.zeros(inputs.Sizes.Shape(shape), inputs.Q.dtype, inputs.Q.device);

    /// <summary>What the latest tokens of a segment read.</summary>
    private Tensor Read(Tensor q)
    {
        var causal = new Places(q.shape[2], keys.shape[2]).NotLater();
        var local = Reading.Weights(inputs, q, keys, 1 / Math.Sqrt(q.shape[^1]), causal).matmul(values);
        var gate = inputs["gate"].sigmoid().view(-1, 1, 1);
        return (gate * Asked(Features(q))) + ((1 - gate) * local);
    }

    /// <summary>What the memory answers, nothing while it is empty.</summary>
    private Tensor Asked(Tensor features)
    {
        var mass = features.matmul(norm.unsqueeze(-1));                                    // (B, H, T, 1)
        return features.matmul(memory) / mass.Filled(mass.eq(0), 1);
    }

    private void Write()
    {
        var features = Features(keys);                                                     // (B, H, S, Dk)
        var written = delta ? values - Asked(features) : values;
        (memory, norm) = (memory + features.transpose(-2, -1).matmul(written), norm + features.sum(2));
        (keys, values) = (keys.narrow(2, 0, 0), values.narrow(2, 0, 0));
    }
}
