using Heed.Pairwise.Twins;

namespace Heed.Pairwise;

/// <content>The same mechanism in the kernel: the parts hand their twins over, and the kernel is compiled for what they make together.</content>
public sealed partial class PairwiseAttention
{
    private PairwisePart[] Parts => [.. ((PairwisePart?[])[Score, Cap, Position, Pattern, Normaliser, HeadSharing]).OfType<PairwisePart>()];

    /// <inheritdoc />
    public override string? NoKernel => Parts.Select(p => p.NoKernel).FirstOrDefault(why => why is not null);

    /// <inheritdoc />
    protected override string? WhyNoKernel(Inputs inputs)
    {
        if (NoKernel is { } never) return never;
        if (inputs.Trace is not null) return "a trace records steps that only the definition has";
        return TensorSpan.ViewObstacle("q", inputs.Q) ?? TensorSpan.ViewObstacle("k", inputs.K) ?? TensorSpan.ViewObstacle("v", inputs.V)
            ?? (inputs.Mask.Bias is { } bias ? TensorSpan.Obstacle("bias", bias) : null)
            ?? inputs.Signals.Select(s => TensorSpan.Obstacle(s.Key, s.Value)).FirstOrDefault(why => why is not null);
    }

    /// <inheritdoc />
    protected override Tensor ComputeInKernel(Inputs inputs)
    {
        var (q, k) = (inputs.Q, inputs.K);
        var rotation = Score.Prepares ? null : Position?.Rotation(inputs);                 // what prepares queries and keys wants them turned
        var turns = rotation is null && Position is { Turns: true };
        if (turns || Score.Prepares) k = Clean(inputs);
        if (turns) (q, k) = Position!.Turn(inputs, q, k);
        (q, k) = Score.Meet(inputs, q, k);                                                 // (B, H, N, D), (B, G, M, D)

        var twins = new TwinParts();
        Cap?.Hand(twins, inputs);
        UserMasks.HandBias(twins, inputs);
        Position?.Hand(twins, inputs);
        Pattern?.Hand(twins, inputs);
        UserMasks.HandHidden(twins, inputs);
        Normaliser.Hand(twins, inputs);

        var factor = Score.Factor(inputs);
        string[] learned = [.. twins.Learned.Select(l => l.Name)];
        var (hasKeys, hasPairs) = (inputs.Mask.KeyMask is not null, inputs.Mask.PairMask is not null);
        Tensor[] kept = [.. ((Tensor?[])[inputs.Mask.KeyMask, inputs.Mask.PairMask]).OfType<Tensor>()];
        var call = new KernelCall(twins, Normaliser.Twin(inputs), (float)factor, rotation, given => Define(given, factor, rotation is not null, learned, hasKeys, hasPairs));
        return KernelFunction.Attend(call, q, k, inputs.V, kept);
    }

    /// <summary>The keys, without what could spread from hidden ones when they are turned.</summary>
    private Tensor Clean(Inputs inputs)
    {
        if (inputs.K.isfinite().all().ToBoolean()) return inputs.K;
        return Hidden.Erase(inputs.K, inputs, Hidden.Join(inputs.Mask.Visible(), Pattern?.Visible(inputs.Queries, inputs.Keys)));
    }

    /// <summary>The definition from where the kernel begins: given are queries and keys as they meet or are turned to, values, learned numbers, and the masks that hide.</summary>
    private Tensor Define(IReadOnlyList<Tensor> given, double factor, bool turns, string[] learned, bool hasKeys, bool hasPairs)
    {
        var (mask, signals, next) = (Mask.None, new Signals(), 3);
        foreach (var name in learned)
        {
            if (name == UserMasks.Bias) mask = mask.And(Mask.Add(given[next++]));
            else signals[name] = given[next++];
        }

        if (hasKeys) mask = mask.And(Mask.Keys(given[next++]));
        if (hasPairs) mask = mask.And(Mask.Pairs(given[next]));
        var inputs = new Inputs(given[0], given[1], given[2], mask, signals, null, [.. Signals.Where(s => learned.Contains(s.Name))], FeatureWidth);
        var visible = Hidden.Join(mask.Visible(), Pattern?.Visible(inputs.Queries, inputs.Keys));
        var (q, k) = (inputs.Q, Hidden.Erase(inputs.K, inputs, visible));
        if (turns) (q, k) = Position!.Turn(inputs, q, k);
        var scores = q.matmul(inputs.Share(k).transpose(-2, -1)) * factor;                 // (B, H, N, M)
        return Hidden.Read(Weigh(inputs, scores, visible), inputs.Share(inputs.V), visible);
    }
}
