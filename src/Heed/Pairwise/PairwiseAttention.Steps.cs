using Heed.Pairwise.Twins;

namespace Heed.Pairwise;

/// <content>The same mechanism token by token: in a cache of the kernels where there is one, else over keys and values in tensors.</content>
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
        if (whyNot is null && (state is null || state.Cache is not null || state.Kept.Any(t => t.Name == StepCache.Met))) return StepInKernel(one, ref state);
        if (state is not null && state.Kept.All(t => t.Name != StepCache.Keys))
            throw new InvalidOperationException($"the state of '{Name}' holds keys as the kernel reads them, but {whyNot}: take all steps of a text in one way");
        var (keys, values) = state is null ? (k, v) : (torch.cat([state[StepCache.Keys], k], 2), torch.cat([state[StepCache.Values], v], 2));
        state = new State((StepCache.Keys, keys), (StepCache.Values, values));
        return Attend(q, keys, values, Mask.None, signals);
    }

    /// <summary>Why a token cannot go on with a cache of the kernels; null when it can.</summary>
    private string? WhyNoCache(Inputs one)
    {
        if (one.Queries != 1 || one.Keys != 1) return "there are several tokens";
        if (WhyNoKernel(one) is { } why) return why;
        if (!Normaliser.Twin(one).Sums) return "caches are read by a softmax";
        return torch.is_grad_enabled() && ((Tensor[])[one.Q, one.K, one.V, .. one.Signals.Select(s => s.Value)]).Any(t => t.requires_grad) ? "a gradient is wanted, which a cache has not" : null;
    }

    // A cache tells parts true positions, so they are made for one token, before which there is none.
    private Tensor StepInKernel(Inputs one, ref State? state)
    {
        using var scope = torch.NewDisposeScope();
        var cache = state?.Cache is null ? null : state.Unused();
        if (cache is null && state is not null)
        {
            var (old, values) = (state[StepCache.Met], state[StepCache.Values]);
            (cache = new(old, values, Pattern!.Window, met: true, (int)state[StepCache.Forgotten].max().ToInt64())).Append(old, values);
        }

        var (q, k, at) = (one.Q, one.K, cache?.Tokens ?? 0);
        if (Position is { Turns: true }) (q, k) = (Position.TurnAt(one, q, at), Position.TurnAt(one, k, at));
        (q, k) = Score.Meet(one, q, k);
        var twins = new TwinParts();
        Cap?.Hand(twins, one);
        Position?.Hand(twins, one);
        Pattern!.Hand(twins, one);
        Normaliser.Hand(twins, one);

        cache ??= new(k, one.V, Pattern.Window, Score.Prepares || Position is { Turns: true });
        cache.Append(k, one.V);
        state = new State(cache);
        return cache.Attend(q, twins.Compose(), (float)Score.Factor(one)).MoveToOuterDisposeScope();
    }
}
