namespace Heed.Layers;

/// <summary>
/// A mixing rule with all that its authors put round it: short convolutions, activations and norms of what goes in, the start of the decay,
/// and the norm and gate of what comes out.
/// </summary>
/// <remarks>
/// It is a mechanism as any other, so that a layer, a model, the benchmark and the laws take it as they take the bare rule; its maps of the
/// tokens are those of <see cref="AttentionLayer"/>, which have biases that start at 0, and its widths are the caller's. What authors draw
/// at random for each head, such as how fast it forgets, is spread evenly over the same distribution.
/// </remarks>
public abstract class PublishedLayer : Mechanism
{
    /// <summary>What stands before an id, so that <c>layer:gla</c> is the layer round <c>gla</c>.</summary>
    public const string Prefix = "layer:";

    /// <summary>What the token before said of an input that is shifted, among those of <see cref="OfRule"/>.</summary>
    protected const string Previous = "previous";

    private const string Count = "count";
    private const long Kernel = 4;                                                         // tokens, in every one of these layers

    private readonly Role[] read;
    private readonly Role[] convolved;
    private readonly bool withBias;
    private readonly Role? shifted;
    private Role[]? roles;

    /// <summary>A layer.</summary>
    /// <param name="rule">The rule, an expression of the catalog.</param>
    /// <param name="read">What it reads besides the weights of convolutions.</param>
    /// <param name="convolved">Which of these pass a short convolution and x·σ(x) first.</param>
    /// <param name="withBias">Whether the convolution adds a bias.</param>
    /// <param name="shifted">Which of them, (B, T, C), is also wanted of the token before; null where none is.</param>
    protected PublishedLayer(
        string rule, IEnumerable<Role> read, IReadOnlyList<string> convolved, bool withBias = false, string? shifted = null)
    {
        (Rule, this.read, this.withBias) = (Expression.Parse(rule).ToMechanism(), [.. read], withBias);
        this.shifted = this.read.FirstOrDefault(r => r.Name == shifted);
        this.convolved = [.. convolved.Select(name => this.read.First(r => r.Name == name))];
    }

    /// <summary>The bare rule.</summary>
    public Mechanism Rule { get; }

    /// <summary>Where what stands round the rule was read: the repository and the file of the code, besides the paper.</summary>
    public abstract string Source { get; }

    /// <inheritdoc />
    public sealed override Family Family => Rule.Family;

    /// <inheritdoc />
    public sealed override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        Streams = true,
        MayBeNegative = true,
        HidesKeys = false,
        IsLinearInValues = false,
    };

    /// <inheritdoc />
    public sealed override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public sealed override IReadOnlyList<Role> Roles => roles ??= [.. read, .. convolved.SelectMany(Weights)];

    /// <inheritdoc />
    public sealed override IReadOnlyList<Slot> Slots =>
    [
        .. convolved.Select(r => new Slot(Past(r), PastShape(r, Kernel - 1))),
        .. shifted is null ? Array.Empty<Slot>() : [new Slot(Past(shifted), PastShape(shifted, 1))],
        .. CountsPlaces ? [new Slot(Count, "B 1")] : Array.Empty<Slot>(),
        .. Rule.Slots,
    ];

    /// <summary>Whether it goes by how many tokens there have been.</summary>
    protected virtual bool CountsPlaces => false;

    /// <inheritdoc />
    public sealed override long? SizeOf(string name, Sizes sizes) => Rule.SizeOf(name, sizes);

    /// <inheritdoc />
    public sealed override double? Operations(Sizes sizes) => Rule.Operations(sizes);

    /// <summary>What the rule reads.</summary>
    /// <param name="given">The call.</param>
    /// <param name="x">Its inputs, those convolved that are to be.</param>
    /// <param name="first">Where the first token stands.</param>
    protected abstract SignalSet OfRule(Inputs given, SignalSet x, long first);

    /// <summary>What becomes of what the rule reads.</summary>
    /// <param name="given">The call.</param>
    /// <param name="x">Its inputs, those convolved that are to be.</param>
    /// <param name="said">What the rule gave, (B, H, N, Dv).</param>
    protected abstract Tensor After(Inputs given, SignalSet x, Tensor said);

    /// <inheritdoc />
    protected sealed override Tensor Compute(Inputs inputs) =>
        Run(inputs, null, [], x => Rule.Attend(x, trace: inputs.Trace));

    /// <inheritdoc />
    protected sealed override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        if (route == Route.Kernel) throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.");
        using var scope = torch.NewDisposeScope();
        var before = state;
        var memory = before is null ? null : new State([.. Rule.Slots.Select(s => (s.Name, before[s.Name]))]);
        var kept = new List<(string Name, Tensor Value)>();
        var output = Run(tokens, before, kept, x => Rule.Step(x, ref memory));
        kept.AddRange(Rule.Slots.Select(s => (s.Name, memory![s.Name])));
        state = new State([.. kept.Select(k => (k.Name, k.Value.MoveToOuterDisposeScope()))]);
        return output.MoveToOuterDisposeScope();
    }

    private Tensor Run(Inputs given, State? before, List<(string, Tensor)> kept, Func<SignalSet, Tensor> rule)
    {
        if (!given.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' goes from token to token, so it cannot hide single ones: leave them out.");
        if (given.Queries != given.Keys)
            throw new NotSupportedException($"'{Name}' goes from token to token, so it needs as many queries as keys.");
        var x = given.Signals.Select((_, value) => value);
        foreach (var role in convolved) x[role.Name] = Convolved(given, role, before, kept);
        if (shifted is not null) x[Previous] = WithPast(given, shifted, 1, before, kept).narrow(shifted.TokenAxis, 0, given.Keys);
        var first = 0L;
        if (CountsPlaces)
        {
            var count = before?[Count] ?? torch.zeros([given.Batch, 1], x[read[0].Name].dtype);
            first = given.Batch == 0 ? 0 : (long)count.min().ToDouble();
            kept.Add((Count, count + given.Keys));
        }

        return After(given, x, rule(OfRule(given, x, first)));
    }

    /// <summary>x·σ(x) of each channel's weighted sum of its latest tokens, the last weight meeting the current one.</summary>
    private Tensor Convolved(Inputs given, Role role, State? before, List<(string, Tensor)> kept)
    {
        var (all, tokens) = (WithPast(given, role, Kernel - 1, before, kept), given.Keys); // (B, H, 3 + T, D)
        var weights = given[WeightsOf(role)].unsqueeze(1);                                 // (H, 1, D, K)
        var sum = Enumerable.Range(0, (int)Kernel).Select(i => all.narrow(2, i, tokens) * weights.select(3, i)).Aggregate((a, b) => a + b);
        if (withBias) sum = sum + given[BiasOf(role)].unsqueeze(1);
        return torch.nn.functional.silu(sum);
    }

    /// <summary>The tokens with so many before them, of which the last ones are kept.</summary>
    private static Tensor WithPast(Inputs given, Role role, long count, State? before, List<(string, Tensor)> kept)
    {
        var (x, axis) = (given[role.Name], role.TokenAxis);
        var past = before?[Past(role)] ?? torch.zeros(given.Sizes.Shape(PastShape(role, count)), x.dtype, x.device);
        var all = torch.cat([past, x], axis);
        kept.Add((Past(role), all.narrow(axis, x.shape[axis], count)));
        return all;
    }

    private IEnumerable<Role> Weights(Role role)
    {
        var channels = string.Join(' ', role.Shape.Split(' ').Where(s => s is not ("B" or "N" or "M")));
        yield return new(WeightsOf(role), $"{channels} {Kernel}", RoleKind.Parameter,
            $"how much each channel of '{role.Name}' reads of the latest tokens, the oldest first");
        if (withBias)
            yield return new(BiasOf(role), channels, RoleKind.Parameter, "what is added to that") { Start = RoleStart.Zero };
    }

    private static string PastShape(Role role, long count) =>
        string.Join(' ', role.Shape.Split(' ').Select(s => s is "N" or "M" ? $"{count}" : s));

    private static string Past(Role role) => $"past_{role.Name}";

    private static string WeightsOf(Role role) => $"convolution_{role.Name}";

    private static string BiasOf(Role role) => $"convolution_bias_{role.Name}";
}
