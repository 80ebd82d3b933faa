using Heed.Lowering;

namespace Heed.Pairwise;

/// <content>The same mechanism token by token: in a cache of the kernels where there is one, else over what was kept in tensors.</content>
public sealed partial class PairwiseAttention
{
    /// <inheritdoc />
    public override long? Window =>
        // a mask that goes by what tokens say goes by all of them, also by those out of the window
        contexts.Length > 0 || Policy is not null || patterns.Any(p => p is not PlacePattern) ? null : patterns.Min(p => p.Window);

    /// <inheritdoc />
    public override string? NoSteps
    {
        get
        {
            if (Facts.Streams) return null;
            if (Normaliser.Facts.MixesQueries) return $"'{Name}' weighs queries against one another, so it cannot go token by token";
            if (!Facts.IsCausal || (patterns.Length == 0 && Policy is null))
                return $"'{Name}' looks ahead, so it cannot go token by token: add 'causal'";
            if (Normaliser.Facts.KnowsLength)
                return $"'{Name}' divides by the number of keys, so it cannot go token by token: give the number yourself";
            if (patterns.Any(p => !p.Facts.Streams))
                return $"'{Name}' has a mask that goes by where the whole text begins or ends, so it cannot go token by token";
            if (biases.Any(b => !b.Facts.Streams)) return $"'{Name}' reads what all pairs of the text say, so it cannot go token by token";
            if (Policy is { Facts.Streams: true })
                return $"'{Name}' has a mask or a bias that goes by tokens which its cache has let go of, so it cannot go token by token";
            return $"'{Name}' reads its first tokens in one pass, so it cannot go token by token: leave that number at 1";
        }
    }

    /// <summary>Whether keys are prepared or changed before a cache of the kernels gets them.</summary>
    private bool MeetsFirst => Score.Prepares || prepares.Length > 0;

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        if (Policy is not null) return ContinueHeld(tokens, ref state);
        var whyNot = route == Route.Definition ? "the definition was demanded" : WhyNoCache(tokens);
        if (whyNot is null && IsReadByKernel(state)) return ContinueInKernel(tokens, ref state);
        if (route == Route.Kernel && NoKernel is null && WhyNoKernel(tokens) is { } demanded)
            throw new NotSupportedException($"The kernel was demanded, but {demanded}.");
        if (state?.Find(KernelPast.Met) is not null)
            throw new InvalidOperationException(
                $"The state of '{Name}' holds keys as the kernel reads them, but {whyNot}: take all steps of a text in one way.");
        return base.Continue(tokens, ref state, route);
    }

    /// <summary>Whether the keys of a past are as a cache of the kernels holds them.</summary>
    private bool IsReadByKernel(State? state)
    {
        if (state is null || state.Past is KernelPast) return true;
        if (state.Past is not null || state.Find(MeetsFirst ? KernelPast.Met : KernelPast.Keys) is null) return false;
        return state.Find(State.PlacesKept) is not { } places || HaveNoGaps(places.select(0, 0).data<long>().ToArray());
    }

    private static bool HaveNoGaps(long[] places) => places[^1] - places[0] == places.Length - 1;

    /// <summary>Why tokens cannot go on with a cache of the kernels; null when they can.</summary>
    private string? WhyNoCache(Inputs tokens)
    {
        if (WhyNoKernel(tokens) is { } why) return why;
        if (Sharing?.Roles is not null) return "what is kept is not keys and values";
        if (parts.Any(p => !p.LowersInCache)) return "a mask or bias is made for whole texts";
        if (!Normaliser.Lowered(tokens).Sums) return "caches are read by a softmax";
        return WantsGradient(tokens) ? "a gradient is wanted, which a cache has not" : null;
    }

    private Tensor ContinueInKernel(Inputs tokens, ref State? state)
    {
        using var scope = torch.NewDisposeScope();
        var past = state is null ? null : state.Past is null ? Taken(state) : (KernelPast)state.Unused();
        if (past is null or { TakesSeveral: true }) return Several(tokens, past, ref state).MoveToOuterDisposeScope();
        var rows = new List<Tensor>();
        for (long t = 0; t < tokens.Queries; t++)
            rows.Add(Several(new(this, tokens.Signals.Tokens(Roles, t, 1), Mask.None, null), past, ref state));
        return torch.cat(rows, 2).MoveToOuterDisposeScope();
    }

    // A cache tells parts true places, so they are made for a text that begins with these tokens.
    private Tensor Several(Inputs tokens, KernelPast? past, ref State? state)
    {
        var (first, count) = (past?.Tokens ?? 0, tokens.Queries);
        var run = Heed.Places.Run(first, count);
        var at = new Inputs(this, tokens.Signals, Mask.None, null, new(run, run));
        var (q, k) = Prepared(at, at.Q, at.K);
        (q, k) = Score.Meet(at, q, k);
        var whole = past is null && count > 1;
        past ??= new(k, at.V, Window, MeetsFirst);
        past.Append(k, at.V);
        state = new State(past);
        return whole ? ComputeInKernel(tokens)
            : Gated(tokens, past.Attend(q, Lowered(tokens, new(at, q, k, Unknown(at)), inCache: true).Compose(), (float)Score.Factor(at)));
    }

    /// <summary>A cache of the kernels with what a state holds that was taken apart.</summary>
    private KernelPast Taken(State state)
    {
        var (old, values) = (state[MeetsFirst ? KernelPast.Met : KernelPast.Keys], state[KernelPast.Values]);
        var before = MeetsFirst ? state[KernelPast.Forgotten].max().ToInt64()
            : state.Find(State.PlacesKept) is { } places ? places.min().ToInt64() : 0;
        var past = new KernelPast(old, values, Window, MeetsFirst, (int)before);
        past.Append(old, values);
        return past;
    }
}
