namespace Heed;

/// <content>The same mechanism token by token.</content>
public abstract partial class Mechanism
{
    /// <summary>The inputs that come token by token; a memory that is given whole to every step does not.</summary>
    public virtual IReadOnlyList<Role> Flow => Roles;

    /// <summary>What it keeps between tokens; none where it cannot go on token by token.</summary>
    /// <remarks>Unless a mechanism has a memory of its own, it keeps whatever belongs to the tokens that are read.</remarks>
    public virtual IReadOnlyList<Slot> Slots => Facts.Streams ? [.. KeptRoles.Select(r => new Slot(r.Name, r.Shape))] : [];

    /// <summary>How many of the latest tokens matter to a later one; null when there is no such number.</summary>
    public virtual long? Window => null;

    /// <summary>Why it cannot go on token by token; null when it can.</summary>
    public virtual string? NoSteps => Facts.Streams ? null : $"'{Name}' cannot go token by token";

    /// <summary>The inputs of the tokens that are read.</summary>
    private protected IEnumerable<Role> KeptRoles => Roles.Where(r => r.IsPerToken && r.Axis("M") >= 0);

    /// <summary>How many numbers it keeps after so many tokens, as its slots declare.</summary>
    /// <param name="sizes">The sizes of a call.</param>
    /// <param name="tokens">Tokens so far.</param>
    public virtual long NumbersKept(Sizes sizes, long tokens)
    {
        var now = sizes.With(("M", RowsKept(sizes, tokens)));
        return Slots.Sum(s => now.Shape(s.Shape).Aggregate(1L, (a, b) => a * b));
    }

    /// <summary>How many rows the slots that grow have at most after so many tokens.</summary>
    /// <param name="sizes">The sizes of a call.</param>
    /// <param name="tokens">Tokens so far.</param>
    protected virtual long RowsKept(Sizes sizes, long tokens) => Math.Min(tokens, Window ?? tokens);

    /// <summary>One or more tokens more: what they read of the past, of one another and of themselves.</summary>
    /// <param name="q">Their queries, (B, H, T, Dq).</param>
    /// <param name="k">Their keys, (B, G, T, Dk).</param>
    /// <param name="v">Their values, (B, G, T, Dv).</param>
    /// <param name="signals">Parameters whole, what belongs to tokens for these only (<see cref="Heed.SignalSet.Tokens"/>).</param>
    /// <param name="state">What was kept; null at the first token. The old state is used up.</param>
    /// <param name="route">Whether the kernel or the definition computes.</param>
    /// <returns>
    /// (B, H, T, Dv), equal to these tokens' rows of
    /// <see cref="Attend(Tensor, Tensor, Tensor, Mask, Heed.SignalSet, StepTrace, Route)"/> on the whole sequence.
    /// </returns>
    /// <exception cref="NotSupportedException">This mechanism looks ahead or needs to know the length beforehand.</exception>
    public Tensor Step(Tensor q, Tensor k, Tensor v, SignalSet? signals, ref State? state, Route route = Route.Any) =>
        Step(Named(q, k, v, signals), ref state, route);

    /// <summary>One or more tokens more, for any mechanism, whatever its inputs are called.</summary>
    /// <param name="tokens">Everything that <see cref="Roles"/> declares: what <see cref="Flow"/> names for these tokens only.</param>
    /// <param name="state">What was kept; null at the first token. The old state is used up.</param>
    /// <param name="route">Whether the kernel or the definition computes.</param>
    /// <returns>These tokens' rows of the output on the whole sequence; in how many calls they come does not matter.</returns>
    /// <exception cref="NotSupportedException">This mechanism looks ahead or needs to know the length beforehand.</exception>
    public Tensor Step(SignalSet tokens, ref State? state, Route route = Route.Any)
    {
        if (NoSteps is { } why) throw new NotSupportedException($"{why}.");
        return Continue(new(this, tokens, Mask.None, null), ref state, route);
    }

    /// <summary>A whole prompt at once: the same as <see cref="Step(Heed.SignalSet, ref State, Route)"/> from nothing.</summary>
    /// <param name="prompt">Everything that <see cref="Roles"/> declares.</param>
    /// <param name="state">What is kept of the prompt, for the first step after it.</param>
    /// <param name="route">Whether the kernel or the definition computes.</param>
    /// <returns>What the tokens of the prompt read.</returns>
    /// <exception cref="NotSupportedException">This mechanism looks ahead or needs to know the length beforehand.</exception>
    public Tensor Prefill(SignalSet prompt, out State state, Route route = Route.Any)
    {
        State? none = null;
        var read = Step(prompt, ref none, route);
        state = none!;
        return read;
    }

    /// <summary>
    /// The tokens of a call after what a state holds. Keeps what belongs to tokens, unless a mechanism has a memory of its own.
    /// </summary>
    /// <param name="tokens">The call.</param>
    /// <param name="state">What was kept; replaced by what is to be kept.</param>
    /// <param name="route">Whether the kernel or the definition computes.</param>
    protected virtual Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        var before = state;
        if (WantsGradient(tokens)) return ContinueJoined(tokens, ref state, route);
        var past = before switch
        {
            { Past: not null } when before.Unused() is TensorPast going => going,
            null => null,
            _ => Taken(before),
        };
        var next = past?.Tokens ?? 0;
        var at = Heed.Places.Run(next, tokens.Keys);
        if (past is null) past = new(KeptRoles, name => tokens[name], Window, at);
        else past.Append(name => tokens[name], at);
        var kept = KeptRoles.Select(r => r.Name).ToHashSet();
        var places = past.PlacesKept;
        var whole = tokens.Signals.Select((name, value) => kept.Contains(name) ? past[name] : value);
        var plain = places[0] == 0 && places[^1] == places.Count - 1;
        var read = Run(new(this, whole, Mask.None, null, plain ? null : new(Heed.Places.Run(next, tokens.Queries), places)), route);
        past.Trim();
        state = new State(past);
        return read;
    }

    /// <summary>The same where a gradient is wanted: what was kept and what is new are joined in new tensors.</summary>
    private Tensor ContinueJoined(Inputs tokens, ref State? state, Route route)
    {
        var (before, kept) = (state, KeptRoles.ToArray());
        var whole = tokens.Signals.Select((name, value) =>
            before is null || kept.FirstOrDefault(r => r.Name == name) is not { } role ? value
            : torch.cat([before[name], value], role.TokenAxis));
        state = new State([.. kept.Select(r => (r.Name, whole[r.Name]))]);
        return Run(new(this, whole, Mask.None, null), route);
    }

    /// <summary>A past from a state that was taken apart.</summary>
    private TensorPast Taken(State state)
    {
        var (first, places) = (KeptRoles.First(), state.Find(State.PlacesKept));
        var at = places is null ? Heed.Places.Run(0, state[first.Name].shape[first.TokenAxis]) : places.select(0, 0).data<long>().ToArray();
        return new(KeptRoles, name => state[name], Window, places is null ? at : at[..^1], (int)(places is null ? 0 : at[^1]));
    }

    /// <summary>Whether a gradient is to go through these inputs.</summary>
    /// <param name="inputs">The call.</param>
    protected static bool WantsGradient(Inputs inputs) => torch.is_grad_enabled() && inputs.Signals.Any(s => s.Value.requires_grad);
}
