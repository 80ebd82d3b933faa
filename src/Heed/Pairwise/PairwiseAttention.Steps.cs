using Heed.Pairwise.Twins;

namespace Heed.Pairwise;

/// <content>The same mechanism token by token: in a cache of the kernels where there is one, else over keys and values in tensors that grow, or, where a gradient is wanted, are joined anew.</content>
public sealed partial class PairwiseAttention
{
    /// <inheritdoc />
    public Tensor Step(Tensor q, Tensor k, Tensor v, Signals signals, ref State? state)
    {
        if (!IsCausal) throw new NotSupportedException($"'{Name}' looks ahead, so it cannot go token by token: add 'causal'");
        if (Normaliser.KnowsLength) throw new NotSupportedException($"'{Name}' divides by the number of keys, so it cannot go token by token: give the number yourself");
        if (!Pattern!.FollowsCache)
            throw new NotSupportedException($"'{Name}' aligns its mask with the first key, so it cannot go token by token");
        var one = new Inputs(q, k, v, Mask.None, signals, null, Signals, FeatureWidth);
        var whyNot = WhyNoCache(one);
        if (whyNot is null && (state is null || state.Cache is StepCache || (state.Cache is null && IsReadByKernel(state)))) return StepInKernel(one, ref state);
        var (keys, values) = StepInTensors(one, ref state, whyNot);
        return Attend(q, keys, values, Mask.None, signals);
    }

    private (Tensor K, Tensor V) StepInTensors(Inputs one, ref State? state, string? whyNot)
    {
        if (state?.Cache is StepTensors && !WantsGradient(one))
        {
            var grown = ((StepTensors)state.Unused()).Append(one.K, one.V);
            state = new State(state.Cache);
            return grown;
        }

        var before = state?.Kept.ToDictionary(t => t.Name, t => t.Value);
        if (before?.ContainsKey(StepPast.Keys) == false)
            throw new InvalidOperationException($"the state of '{Name}' holds keys as the kernel reads them, but {whyNot}: take all steps of a text in one way");
        var (keys, values) = before is null ? (one.K, one.V) : (torch.cat([before[StepPast.Keys], one.K], 2), torch.cat([before[StepPast.Values], one.V], 2));
        state = WantsGradient(one) ? new State((StepPast.Keys, keys), (StepPast.Values, values)) : new State(new StepTensors(keys, values));
        return (keys, values);
    }

    /// <summary>Whether the keys of a past in tensors are as a cache of the kernels holds them.</summary>
    private bool IsReadByKernel(State state) => state.Kept.Any(t => t.Name == (MeetsFirst ? StepPast.Met : StepPast.Keys));

    /// <summary>Whether keys are turned or changed before a cache of the kernels gets them.</summary>
    private bool MeetsFirst => Score.Prepares || Position is { Turns: true };

    private static bool WantsGradient(Inputs one) =>
        torch.is_grad_enabled() && ((Tensor[])[one.Q, one.K, one.V, .. one.Signals.Select(s => s.Value)]).Any(t => t.requires_grad);

    /// <summary>Why a token cannot go on with a cache of the kernels; null when it can.</summary>
    private string? WhyNoCache(Inputs one)
    {
        if (one.Queries != 1 || one.Keys != 1) return "there are several tokens";
        if (WhyNoKernel(one) is { } why) return why;
        if (!Normaliser.Twin(one).Sums) return "caches are read by a softmax";
        return WantsGradient(one) ? "a gradient is wanted, which a cache has not" : null;
    }

    // A cache tells parts true positions, so they are made for one token, before which there is none.
    private Tensor StepInKernel(Inputs one, ref State? state)
    {
        using var scope = torch.NewDisposeScope();
        var cache = state?.Cache is null ? null : (StepCache)state.Unused();
        if (cache is null && state is not null)
        {
            var (old, values) = (state[MeetsFirst ? StepPast.Met : StepPast.Keys], state[StepPast.Values]);
            (cache = new(old, values, Pattern!.Window, MeetsFirst, MeetsFirst ? (int)state[StepPast.Forgotten].max().ToInt64() : 0)).Append(old, values);
        }

        var (q, k, at) = (one.Q, one.K, cache?.Tokens ?? 0);
        if (Position is { Turns: true }) (q, k) = (Position.TurnAt(one, q, at), Position.TurnAt(one, k, at));
        (q, k) = Score.Meet(one, q, k);
        var twins = new TwinParts();
        Cap?.Hand(twins, one);
        Position?.Hand(twins, one);
        Pattern!.Hand(twins, one);
        Normaliser.Hand(twins, one);

        cache ??= new(k, one.V, Pattern.Window, MeetsFirst);
        cache.Append(k, one.V);
        state = new State(cache);
        return cache.Attend(q, twins.Compose(), (float)Score.Factor(one)).MoveToOuterDisposeScope();
    }
}
