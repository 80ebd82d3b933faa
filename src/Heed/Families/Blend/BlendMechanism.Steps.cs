namespace Heed.Blended;

/// <content>The same blend token by token: each mechanism keeps what it keeps.</content>
public abstract partial class BlendMechanism
{
    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => !Facts.Streams ? []
        : [.. members.SelectMany((m, i) => m.Slots.Select(s => s with { Name = BlendPast.NameOf(i, s.Name) }))];

    /// <inheritdoc />
    public override IReadOnlyList<Role> Flow =>
        [.. roles.Where(r => r.Name == Gate || members.Any(m => m.Flow.Any(f => f.Name == r.Name)))];

    /// <inheritdoc />
    public override string? NoSteps => members.Select(m => m.NoSteps).FirstOrDefault(why => why is not null);

    /// <inheritdoc />
    public override long NumbersKept(Sizes sizes, long tokens) => members.Sum(m => m.NumbersKept(sizes, tokens));

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        var past = state is null ? new BlendPast(members.Length)
            : state.Past is null ? BlendPast.Taken(state, members.Length) : (BlendPast)state.Unused();
        var reads = members.Select((m, i) => past.Go(i, (ref State? own) => m.Step(Given(m, tokens), ref own, route))).ToArray();
        past.Advance(tokens.Queries);
        state = new State(past);
        using var scope = torch.NewDisposeScope();
        var sum = Added(tokens, i => reads[i].MoveToOtherDisposeScope(scope));
        return sum.MoveToOuterDisposeScope();
    }
}
