namespace Heed.Laws;

/// <summary>
/// Random inputs for a mechanism, the same for the same seed:
/// float64, two texts of nine tokens, four heads of width eight, values of width six.
/// </summary>
/// <param name="Inputs">Everything that the mechanism declares and that is not optional, by name.</param>
/// <param name="Seed">The seed.</param>
public sealed record Draw(SignalSet Inputs, int Seed)
{
    internal const long Batch = 2, Heads = 4, Tokens = 9, Width = 8, ValueWidth = 6;

    /// <summary>How far results may lie apart that should be the same.</summary>
    public double Tolerance { get; init; } = Law.Tolerance;

    /// <summary>The input of that name.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    public Tensor this[string name] => Inputs[name];

    /// <summary>The inputs for a mechanism.</summary>
    /// <param name="mechanism">Which says what it reads.</param>
    /// <param name="seed">Which draw. Odd ones are larger, so that scores differ more.</param>
    public static Draw For(Mechanism mechanism, int seed)
    {
        var random = new torch.Generator((ulong)seed);
        return new(Made(mechanism, mechanism.Roles.Where(r => !r.Optional), seed, random), seed);
    }

    /// <summary>The same inputs, and what was kept of an earlier part of the sequence, where the mechanism may read such a thing; null
    /// where it does not.</summary>
    /// <param name="mechanism">Which says what it reads.</param>
    public Draw? WithState(Mechanism mechanism)
    {
        var state = Made(mechanism, mechanism.Roles.Where(r => r is { Kind: RoleKind.State, Optional: true }),
            Seed, new torch.Generator((ulong)(Seed + 5000)));
        return state.Names.Count == 0 ? null : this with { Inputs = Inputs.And(state) };
    }

    /// <summary>More random numbers of this draw, in the shape of a tensor.</summary>
    /// <param name="like">The shape.</param>
    /// <param name="stream">Another number for other numbers.</param>
    public Tensor More(Tensor like, int stream) => Normal(new torch.Generator((ulong)(Seed + (1000 * stream))), like.shape);

    /// <summary>The same draw with one input replaced, or added.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its values.</param>
    public Draw With(string name, Tensor value)
    {
        var changed = Inputs.Select((_, old) => old);
        changed[name] = value;
        return this with { Inputs = changed };
    }

    /// <summary>The same draw with these inputs only.</summary>
    /// <param name="names">Which to keep.</param>
    public Draw Only(params string[] names)
    {
        var kept = new SignalSet();
        foreach (var name in names) kept[name] = Inputs[name];
        return this with { Inputs = kept };
    }

    /// <summary>The same draw, each input of some kind passed through a function.</summary>
    /// <param name="mechanism">Which says what kind each is.</param>
    /// <param name="which">Which are changed.</param>
    /// <param name="change">From the declaration and the old values to the new ones.</param>
    public Draw Change(Mechanism mechanism, Func<Role, bool> which, Func<Role, Tensor, Tensor> change)
    {
        var roles = mechanism.Roles.Where(which).ToDictionary(r => r.Name);
        return this with { Inputs = Inputs.Select((name, value) => roles.TryGetValue(name, out var role) ? change(role, value) : value) };
    }

    /// <summary>Whether two results are the same but for rounding.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public bool Close(Tensor a, Tensor b) => Law.Close(a, b, Tolerance);

    private static SignalSet Made(Mechanism mechanism, IEnumerable<Role> roles, int seed, torch.Generator random)
    {
        var sizes = Sizes.For(mechanism, Batch, Heads, Tokens, Tokens, Width, ValueWidth);
        var (made, all) = (new SignalSet(), roles.ToArray());
        sizes.RequireRoom(all, _ => 2 * sizeof(double));
        foreach (var role in all)
        {
            var large = role.IsMap ? 1 / Math.Sqrt(sizes.Shape(role)[^1])
                : role.Kind is RoleKind.Query or RoleKind.Key ? 1 + (seed % 2) : 1;
            made[role.Name] = (large * Normal(random, sizes.Shape(role))).Bring(role.Range);
        }

        return made;
    }

    private static Tensor Normal(torch.Generator random, params long[] shape) => torch.randn(shape, torch.float64, generator: random);
}
