namespace Heed.Blended;

/// <summary>A weighted sum of what other mechanisms read.</summary>
public abstract partial class BlendMechanism : Mechanism
{
    private const string Gate = "blend_gate";

    private readonly Mechanism[] members;
    private readonly double[] shares;
    private readonly BlendGate gate;
    private readonly Role[] roles;

    /// <summary>Blends mechanisms.</summary>
    /// <param name="of">The mechanisms, at least two and no two of them equal.</param>
    /// <param name="given">The share of each, none of them 0; when not given, equal shares of one.</param>
    /// <param name="gate">Whether tokens say shares themselves.</param>
    /// <exception cref="ArgumentException">
    /// Too few mechanisms, two that are equal, shares that do not fit, or mechanisms that read different things by one name.
    /// </exception>
    protected BlendMechanism(Expression[] of, double[]? given, BlendGate gate)
    {
        if (of.Length < 2) throw new ArgumentException("Give at least two mechanisms, such as blend(causal, linear-elu).", nameof(of));
        if (of.GroupBy(e => e).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"'{twice.Key}' is given twice: give it once, with a larger share.", nameof(of));
        shares = given ?? [.. of.Select(_ => gate == BlendGate.None ? 1.0 / of.Length : 1.0)];
        if (shares.Length != of.Length || shares.Contains(0))
            throw new ArgumentException(
                $"shares = {Expression.Print(shares)}: give one for each of the {of.Length} mechanisms, not 0.", nameof(given));
        (members, this.gate) = ([.. of.Select(e => e.ToMechanism())], gate);
        if (members.FirstOrDefault(m => m.OutputShape != members[0].OutputShape) is { } other)
            throw new ArgumentException($"'{members[0]}' gives ({members[0].OutputShape}) and '{other}' ({other.OutputShape}): "
                + "only results of one shape can be added.", nameof(of));
        roles = [.. Union()];
        if (roles.GroupBy(r => r.Name).Any(g => g.Count() > 1))
            throw new ArgumentException(
                "A blend whose tokens say the shares cannot be a part of another such: give one of them fixed shares.", nameof(gate));
        Facts = BlendFacts.Of(members, shares, gate);
    }

    /// <summary>The mechanisms.</summary>
    public IReadOnlyList<Mechanism> Members => members;

    /// <inheritdoc />
    public override Family Family => BlendFamily.Instance;

    /// <inheritdoc />
    public override Facts Facts { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => roles;

    /// <inheritdoc />
    public override string OutputShape => members[0].OutputShape;

    /// <inheritdoc />
    public override bool HasWeights => members.All(m => m is { HasWeights: true, WeightKind: WeightKind.PerHead });

    /// <inheritdoc />
    public override WeightKind WeightKind => members.Any(m => m.WeightKind == WeightKind.None) ? WeightKind.None
        : members.Max(m => m.WeightKind);

    /// <inheritdoc />
    public override string? NoKernel => members.Select(m => m.NoKernel).FirstOrDefault(why => why is not null) is { } why
        ? $"a blend needs a kernel for each mechanism, but {why}" : null;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) =>
        members.Select(m => m.SizeOf(name, sizes)).FirstOrDefault(size => size is not null);

    /// <inheritdoc />
    public override long KvHeads(long heads) => members.Select(m => m.KvHeads(heads)).Distinct().ToArray() is [var only] ? only
        : throw new ArgumentException($"The mechanisms of '{Name}' share heads differently, so they cannot read the same keys.");

    /// <inheritdoc />
    public override double? Operations(Sizes sizes) => members.Sum(m => m.Operations(sizes));

    /// <summary>What at least one of the mechanisms lets meet.</summary>
    /// <inheritdoc />
    public override Tensor? Visible(long queries, long keys)
    {
        var seen = members.Select(m => m.Visible(queries, keys)).ToArray();
        return seen.Any(s => s is null) ? null : seen.Aggregate((a, b) => a!.logical_or(b!));
    }

    /// <inheritdoc />
    protected override string? WhyNoKernel(Inputs inputs) => inputs.Trace is not null
        ? "a trace records steps that only the definition has"
        : members.Select(m => m.RouteOf(Given(m, inputs), inputs.Mask).WhyNot).FirstOrDefault(why => why is not null);

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Trace is not { } trace) return Added(inputs, i => Read(i, inputs, null, Route.Definition));
        var steps = members.Select(_ => new StepTrace()).ToArray();
        var read = Added(inputs, i => Read(i, inputs, steps[i], Route.Definition));
        for (var i = 0; i < steps.Length; i++)
            foreach (var (name, step) in steps[i].Steps) trace.Record($"{members[i]}: {name}", step);
        if (HasWeights) trace.Record("weights", Added(inputs, i => steps[i].Find("weights")!));
        foreach (var own in steps) own.Dispose();
        return read;
    }

    /// <inheritdoc />
    protected override Tensor ComputeInKernel(Inputs inputs) => Added(inputs, i => Read(i, inputs, null, Route.Kernel));

    private Tensor Read(int member, Inputs inputs, StepTrace? trace, Route route) =>
        members[member].Attend(Given(members[member], inputs), inputs.Mask, trace, route);

    /// <summary>The sum of what members give, each in its share.</summary>
    private Tensor Added(Inputs inputs, Func<int, Tensor> of) =>
        Enumerable.Range(0, members.Length).Select(i => Share(inputs, i, of(i))).Aggregate((a, b) => a + b);

    private Tensor Share(Inputs inputs, int member, Tensor read) => gate == BlendGate.None ? read * shares[member]
        : read * (inputs[Gate].narrow(-1, member, 1) * shares[member]);                    // (B, H, N, 1)

    /// <summary>What a member reads of the inputs of all, in the range where it wants it.</summary>
    private SignalSet Given(Mechanism member, Inputs inputs)
    {
        var given = new SignalSet();
        foreach (var role in member.Roles.Where(r => inputs.Signals.Find(r.Name) is not null))
        {
            var (tensor, own) = (inputs[role.Name], roles.First(r => r.Name == role.Name).Range == role.Range);
            given.Add(role.Name, own ? tensor : Clean(role, tensor, inputs).Bring(role.Range));
        }

        return given;
    }

    /// <summary>Keys without what could spread from hidden ones when they are brought into a range.</summary>
    private static Tensor Clean(Role role, Tensor tensor, Inputs inputs) =>
        role.Kind == RoleKind.Key ? Hidden.Erase(tensor, inputs, inputs.Mask.Visible()) : tensor;

    private IEnumerable<Role> Union()
    {
        foreach (var same in members.SelectMany(m => m.Roles).GroupBy(r => r.Name))
        {
            var role = same.First();
            if (same.FirstOrDefault(r => (r.Shape, r.Kind) != (role.Shape, role.Kind)) is { } other)
                throw new ArgumentException($"The mechanisms read different things by the name '{role.Name}', "
                    + $"({role.Shape}) and ({other.Shape}), so one input cannot serve them.");
            yield return same.All(r => r.Range == role.Range) ? role : role with { Range = RoleRange.Real };
        }

        if (gate == BlendGate.None) yield break;
        yield return new(Gate, $"B H N {members.Length}", RoleKind.Token, "the share of each mechanism")
        { Range = gate == BlendGate.Unit ? RoleRange.Unit : RoleRange.Simplex };
    }
}
