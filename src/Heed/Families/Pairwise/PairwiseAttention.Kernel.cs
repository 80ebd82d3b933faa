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
        // what prepares keys, or chooses among them, wants them rotated
        var rotation = Score.Prepares || AsksTheMet ? null : prepares.LastOrDefault()?.Rotation(call);
        var (q, k) = (call.Q, call.K);
        if (prepares.Length > (rotation is null ? 0 : 1) || Score.Prepares || AsksTheMet) k = Clean(call);
        foreach (var prepare in rotation is null ? prepares : prepares[..^1]) (q, k) = prepare.Apply(call, q, k);
        var meeting = new Meeting(call, q, call.Share(k), Unknown(call));
        (q, k) = Score.Meet(call, q, k);                                                   // (B, H, N, D), (B, G, M, D)

        var choice = Choice(call, meeting);
        var lowered = choice is null ? Lowered(call, meeting, inCache: false) : new();
        var factor = Score.Factor(call);
        var learned = lowered.Learned;
        Tensor[] kept = [.. ((Tensor?[])[call.Mask.KeyMask, call.Mask.PairMask]).OfType<Tensor>()];
        var rotates = rotation is not null;
        var kernel = new KernelCall(lowered, Normaliser.Lowered(call), (float)factor, rotation,
            given => Define(call, given, factor, rotates, learned))
        { Choice = choice };
        return Gated(inputs, KernelFunction.Run(kernel, [q, k, call.V, .. learned.Select(l => l.Value), .. kept]));
    }

    /// <summary>The blocks that each query reads, where nothing else changes or hides a score.</summary>
    private Kernels.BlockChoice? Choice(Inputs call, Meeting meeting)
    {
        if (Cap is not null || biases.Length > 0 || patterns.Length != 1 || Normaliser is not Normalisers.Softmax || !call.Mask.IsNone
            || patterns[0].Blocks(meeting) is not { } read)
            return null;
        var (b, h, n, _) = UserMasks.Sizes(call, read.Chosen);
        return new(TensorSpan.Copy<bool>(read.Chosen.expand(b, h, n, -1)), b, h, n, (int)call.Keys,
            (int)Math.Min(read.Block, 1 << 24), (int)call.Offset);
    }

    /// <summary>Whether a table is made of queries and keys as they meet.</summary>
    private bool AsksTheMet => biases.Any(b => b.LowersToTable) || patterns.Any(p => p is not PlacePattern && p.LowersToTable);

    /// <summary>What scores are like that nobody has computed: whoever reads them gives NaN.</summary>
    private static Tensor Unknown(Inputs call) =>
        torch.full([1], float.NaN, dtype: torch.ScalarType.Float32).expand(call.Batch, call.Heads, call.Queries, call.Keys);

    private LoweredParts Lowered(Inputs call, Meeting meeting, bool inCache)
    {
        var lowered = new LoweredParts();
        Cap?.Lower(lowered, call);
        if (!inCache) UserMasks.LowerBias(lowered, call);
        foreach (var bias in biases) bias.Lower(lowered, meeting);
        foreach (var pattern in patterns) pattern.Lower(lowered, meeting);
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
        foreach (var one in learned)
        {
            var numbers = given[next++];
            if (one.Name == UserMasks.Bias || one.Instead is not null) mask = mask.And(Mask.Add(numbers));
            else signals[one.Name] = one.Given?.Invoke(numbers) ?? numbers;
        }

        if (call.Mask.KeyMask is not null) mask = mask.And(Mask.Keys(given[next++]));
        if (call.Mask.PairMask is not null) mask = mask.And(Mask.Pairs(given[next]));
        var inputs = call.With(given[0], given[1], given[2], mask, signals, null);
        var visible = Hidden.Join(mask.Visible(), Fixed(inputs));
        var (q, k) = (inputs.Q, Hidden.Erase(inputs.K, inputs, visible));
        if (rotates) (q, k) = prepares[^1].Apply(inputs, q, k);
        k = inputs.Share(k);
        var scores = q.matmul(k.transpose(-2, -1)) * factor;                               // (B, H, N, M)
        var weights = Weigh(new(inputs, q, k, scores), null, ref visible, biases.Where(b => learned.All(l => l.Instead != b)));
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }
}
