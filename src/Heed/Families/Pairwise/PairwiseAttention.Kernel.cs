using Heed.Lowering;

namespace Heed.Pairwise;

/// <content>
/// The same mechanism in the kernel: each part adds what computes it there, and the kernel is compiled for what they make together.
/// </content>
public sealed partial class PairwiseAttention
{
    /// <inheritdoc />
    public override string? NoKernel => parts.Select(p => p.NoKernel).FirstOrDefault(why => why is not null);

    /// <inheritdoc />
    protected override string? WhyNoKernel(Inputs inputs)
    {
        if (NoKernel is { } never) return never;
        if (inputs.Trace is not null) return "a trace records steps that only the definition has";
        if (!inputs.Places.IsPlain) return "there are gaps between the places of the keys";
        return Readable(inputs) ?? parts.Select(p => p.WhyNoKernel(inputs)).FirstOrDefault(why => why is not null);
    }

    /// <summary>
    /// Why a tensor cannot be read where it lies; inputs that become queries, keys and values first need only be of the right type.
    /// </summary>
    private string? Readable(Inputs inputs)
    {
        var ready = Sharing?.Roles is null;
        return inputs.Signals
            .Select(s => ready && s.Key is "q" or "k" or "v" ? TensorSpan.ViewObstacle(s.Key, s.Value)
                : TensorSpan.Obstacle(s.Key, s.Value))
            .Append(inputs.Mask.Bias is { } bias ? TensorSpan.Obstacle("bias", bias) : null)
            .FirstOrDefault(why => why is not null);
    }

    /// <inheritdoc />
    protected override Tensor ComputeInKernel(Inputs inputs)
    {
        var call = Sharing?.Expand(inputs) ?? inputs;
        var rotation = Score.Prepares ? null : prepares.LastOrDefault()?.Rotation(call);   // what prepares keys wants them rotated
        var (q, k) = (call.Q, call.K);
        if (prepares.Length > (rotation is null ? 0 : 1) || Score.Prepares) k = Clean(call);
        foreach (var prepare in rotation is null ? prepares : prepares[..^1]) (q, k) = prepare.Apply(call, q, k);
        (q, k) = Score.Meet(call, q, k);                                                   // (B, H, N, D), (B, G, M, D)

        var lowered = Lowered(call, inCache: false);
        var factor = Score.Factor(call);
        var learned = lowered.Learned;
        Tensor[] kept = [.. ((Tensor?[])[call.Mask.KeyMask, call.Mask.PairMask]).OfType<Tensor>()];
        var rotates = rotation is not null;
        var kernel = new KernelCall(lowered, Normaliser.Lowered(call), (float)factor, rotation,
            given => Define(call, given, factor, rotates, learned));
        return Gated(inputs, KernelFunction.Attend(kernel, q, k, call.V, kept));
    }

    private LoweredParts Lowered(Inputs call, bool inCache)
    {
        var lowered = new LoweredParts();
        Cap?.Lower(lowered, call);
        if (!inCache) UserMasks.LowerBias(lowered, call);
        foreach (var bias in biases) bias.Lower(lowered, call);
        foreach (var pattern in patterns) pattern.Lower(lowered, call);
        if (!inCache) UserMasks.LowerHidden(lowered, call);
        Normaliser.Lower(lowered, call);
        return lowered;
    }

    /// <summary>The keys, without what could spread from hidden ones when they are prepared.</summary>
    private Tensor Clean(Inputs call)
    {
        if (call.K.isfinite().all().ToBoolean()) return call.K;
        return Hidden.Erase(call.K, call, Hidden.Join(call.Mask.Visible(), Fixed(call)));
    }

    /// <summary>
    /// The definition from where the kernel begins: given are queries and keys as they meet or are rotated, values, learned numbers, and
    /// the masks that hide.
    /// </summary>
    private Tensor Define(Inputs call, IReadOnlyList<Tensor> given, double factor, bool rotates, IReadOnlyList<LearnedNumbers> learned)
    {
        var (mask, signals, next) = (Mask.None, new SignalSet(), 3);
        foreach (var (name, _, back) in learned)
        {
            var numbers = given[next++];
            if (name == UserMasks.Bias) mask = mask.And(Mask.Add(numbers));
            else signals[name] = back?.Invoke(numbers) ?? numbers;
        }

        if (call.Mask.KeyMask is not null) mask = mask.And(Mask.Keys(given[next++]));
        if (call.Mask.PairMask is not null) mask = mask.And(Mask.Pairs(given[next]));
        var inputs = call.With(given[0], given[1], given[2], mask, signals, null);
        var visible = Hidden.Join(mask.Visible(), Fixed(inputs));
        var (q, k) = (inputs.Q, Hidden.Erase(inputs.K, inputs, visible));
        if (rotates) (q, k) = prepares[^1].Apply(inputs, q, k);
        k = inputs.Share(k);
        var scores = q.matmul(k.transpose(-2, -1)) * factor;                               // (B, H, N, M)
        var weights = Weigh(new(inputs, q, k, scores), null, ref visible);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }
}
