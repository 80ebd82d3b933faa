namespace Heed.Blended;

/// <summary>What the mechanisms of a blend keep, each its own.</summary>
internal sealed class BlendPast : Past
{
    private const string Tokened = "tokens";

    private readonly State?[] states;
    private int tokens;

    public BlendPast(int members) => states = new State?[members];

    private BlendPast(State?[] states, int tokens) => (this.states, this.tokens) = (states, tokens);

    /// <summary>One member's step: from what it kept to what it keeps now.</summary>
    public delegate Tensor Step(ref State? own);

    /// <inheritdoc />
    public override int Tokens => tokens;

    /// <inheritdoc />
    public override long Numbers => states.Sum(s => s!.Numbers);

    /// <summary>What a member keeps by that name, in the state of the blend.</summary>
    public static string NameOf(int member, string name) => $"{member}.{name}";

    /// <summary>A past from a state that was taken apart.</summary>
    public static BlendPast Taken(State state, int members)
    {
        var states = new State?[members];
        for (var i = 0; i < members; i++)
        {
            var prefix = NameOf(i, "");
            states[i] = new([.. state.Kept.Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(t => (t.Name[prefix.Length..], t.Value.clone()))]);
            states[i]!.Detach();
        }

        return new(states, (int)state[Tokened].max().ToInt64());
    }

    /// <summary>Lets a member go on.</summary>
    public Tensor Go(int member, Step step)
    {
        var before = states[member];
        var read = step(ref states[member]);
        states[member]!.Detach();
        before?.Dispose();
        return read;
    }

    /// <summary>Counts tokens that all members have read.</summary>
    public void Advance(long read) => tokens += (int)read;

    /// <inheritdoc />
    public override (string Name, Tensor Value)[] Copy()
    {
        var kept = states.SelectMany((s, i) => s!.Kept.Select(t => (NameOf(i, t.Name), s.Past is null ? t.Value.clone() : t.Value)))
            .ToArray();
        return [.. kept, (Tokened, torch.full([kept[0].Item2.shape[0]], tokens, torch.int64))];
    }

    /// <inheritdoc />
    public override Past Select(ReadOnlySpan<int> rows)
    {
        var chosen = new State?[states.Length];
        for (var i = 0; i < states.Length; i++) chosen[i] = states[i]!.Select(rows).Detach();
        return new BlendPast(chosen, tokens);
    }

    /// <inheritdoc />
    public override Past Drop(IReadOnlySet<long> places) => new BlendPast([.. states.Select(s => s!.Drop(places).Detach())], tokens);

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var state in states) state?.Dispose();
        tokens = -1;
    }
}
