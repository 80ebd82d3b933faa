namespace Heed;

/// <summary>
/// Maps queries, keys and values to outputs. This is the definition: plain tensor algebra, readable next to the paper,
/// in any floating type. It owns no weights; whatever it reads is declared in <see cref="Roles"/> and given to each call.
/// </summary>
public abstract partial class Mechanism : Component
{
    private IReadOnlyList<Role>? signals;

    /// <summary>The expression that names it, in canonical form.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>How its weights come about.</summary>
    public abstract Family Family { get; }

    /// <summary>What it does and does not do; all laws follow from it. Creates no tensor.</summary>
    public abstract Facts Facts { get; }

    /// <summary>All inputs that it reads: queries, keys and values, and the signals beside them.</summary>
    public virtual IReadOnlyList<Role> Roles => Role.QueryKeyValue;

    /// <summary>The inputs besides queries, keys and values.</summary>
    public IReadOnlyList<Role> Signals =>
        signals ??= [.. Roles.Where(r => r.Kind is RoleKind.Token or RoleKind.Parameter or RoleKind.State)];

    /// <summary>Whether it reads <c>q</c>, <c>k</c> and <c>v</c> as most mechanisms do, whatever else it reads.</summary>
    public bool ReadsQueryKeyValue => Roles.Count == Signals.Count + 3
        && Role.QueryKeyValue.All(usual => Roles.Any(r => r.Name == usual.Name && r.Shape == usual.Shape));

    /// <summary>The shape of its output.</summary>
    public virtual string OutputShape => "B H N Dv";

    /// <summary>Whether output i is independent of what comes after token i.</summary>
    public bool IsCausal => Facts.IsCausal;

    /// <summary>What its weights are.</summary>
    public virtual WeightKind WeightKind => WeightKind.PerHead;

    /// <summary>How many key and value heads a layer with that many query heads makes for it.</summary>
    /// <param name="heads">Query heads H.</param>
    /// <exception cref="ArgumentException">The heads cannot be shared that way.</exception>
    public virtual long KvHeads(long heads) => heads;

    /// <summary>A size that it derives from others, such as the width F of features; null when there is no such size.</summary>
    /// <param name="name">A name in a shape.</param>
    /// <param name="sizes">The sizes that are known.</param>
    public virtual long? SizeOf(string name, Sizes sizes) => null;

    /// <summary>
    /// How many multiplications and additions it needs at least for one text, all heads together; null when it does not say.
    /// </summary>
    /// <param name="sizes">The sizes of a call.</param>
    public virtual double? Operations(Sizes sizes) => null;

    /// <summary>
    /// Which pairs can meet at all, (N, M) boolean, or null when all can or when it depends on what tokens hold. No token meets what comes
    /// after it where the mechanism is causal.
    /// </summary>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    public virtual Tensor? Visible(long queries, long keys) => IsCausal ? new Places(queries, keys).NotLater() : null;

    /// <summary>Why no call of this mechanism can run in a kernel; null when it has one. Creates no tensor.</summary>
    public virtual string? NoKernel => $"'{Name}' has no kernel";

    /// <summary>What each query reads.</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk); query head i of H reads head floor(i·G/H).</param>
    /// <param name="v">Values, (B, G, M, Dv).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The other inputs declared in <see cref="Roles"/>.</param>
    /// <param name="trace">Where to record intermediate results, which only the definition has.</param>
    /// <param name="route">Whether the kernel or the definition computes; a demanded one does or throws.</param>
    /// <returns>The output, of shape <see cref="OutputShape"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor is missing, unknown, or does not fit; the message names it, its shape and the one expected.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The mechanism cannot hide what the mask hides, or the kernel was demanded and cannot take the call: the message says why.
    /// </exception>
    public Tensor Attend(Tensor q, Tensor k, Tensor v, Mask? mask = null, SignalSet? signals = null,
        StepTrace? trace = null, Route route = Route.Any) =>
        Attend(Named(q, k, v, signals), mask, trace, route);

    /// <summary>What each query reads, for any mechanism, whatever its inputs are called.</summary>
    /// <param name="inputs">Everything that <see cref="Roles"/> declares, by name.</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="trace">Where to record intermediate results, which only the definition has.</param>
    /// <param name="route">Whether the kernel or the definition computes; a demanded one does or throws.</param>
    /// <returns>The output, of shape <see cref="OutputShape"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor is missing, unknown, or does not fit; the message names it, its shape and the one expected.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The mechanism cannot hide what the mask hides, or the kernel was demanded and cannot take the call: the message says why.
    /// </exception>
    public Tensor Attend(SignalSet inputs, Mask? mask = null, StepTrace? trace = null, Route route = Route.Any) =>
        Run(new(this, inputs, mask ?? Mask.None, trace), route);

    /// <summary>Which route such a call takes, and why when it is not the kernel. Computes nothing.</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk).</param>
    /// <param name="v">Values, (B, G, M, Dv).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The other inputs declared in <see cref="Roles"/>.</param>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit.</exception>
    public RouteChoice RouteOf(Tensor q, Tensor k, Tensor v, Mask? mask = null, SignalSet? signals = null) =>
        RouteOf(Named(q, k, v, signals), mask);

    /// <summary>Which route such a call takes, and why when it is not the kernel. Computes nothing.</summary>
    /// <param name="inputs">Everything that <see cref="Roles"/> declares, by name.</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit.</exception>
    public RouteChoice RouteOf(SignalSet inputs, Mask? mask = null)
    {
        var whyNot = WhyNoKernel(new(this, inputs, mask ?? Mask.None, null));
        return new(whyNot is null ? Route.Kernel : Route.Definition, whyNot);
    }

    /// <summary>The formula. Called inside a dispose scope.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    /// <returns>The output, of shape <see cref="OutputShape"/>.</returns>
    protected abstract Tensor Compute(Inputs inputs);

    /// <summary>Why the kernel cannot take a call; null when it can.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    protected virtual string? WhyNoKernel(Inputs inputs) => NoKernel;

    /// <summary>
    /// The same as <see cref="Compute"/>, in the kernel. Called inside a dispose scope, when <see cref="WhyNoKernel"/> is null.
    /// </summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    /// <returns>The output, of shape <see cref="OutputShape"/>.</returns>
    protected virtual Tensor ComputeInKernel(Inputs inputs) => throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.");

    /// <summary>The canonical expression.</summary>
    public override string ToString() => Name;

    internal static SignalSet Named(Tensor q, Tensor k, Tensor v, SignalSet? signals)
    {
        SignalSet named = new() { ["q"] = q, ["k"] = k, ["v"] = v };
        return signals is null ? named : named.And(signals);
    }

    private Tensor Run(Inputs inputs, Route route)
    {
        var whyNot = route == Route.Definition ? null : WhyNoKernel(inputs);
        if (route == Route.Kernel && whyNot is not null) throw new NotSupportedException($"The kernel was demanded, but {whyNot}.");
        if (whyNot is not null) Native.HeedLog.DefinitionTaken(this, whyNot);
        using var scope = torch.NewDisposeScope();
        var output = IsEmpty(inputs) ? Nothing(inputs)
            : route == Route.Definition || whyNot is not null ? Compute(inputs) : ComputeInKernel(inputs);
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>Whether there is nothing to compute: no text, no head, no token that asks, or none that is asked. That nothing was kept
    /// of earlier tokens is no reason.</summary>
    private bool IsEmpty(Inputs inputs) =>
        Roles.Any(r => r.Kind != RoleKind.State && inputs.Signals.Find(r.Name) is { } given && given.numel() == 0);

    /// <summary>What queries read where there is nothing to read.</summary>
    private Tensor Nothing(Inputs inputs)
    {
        var first = inputs.Signals.First().Value;
        return torch.zeros(inputs.Sizes.Shape(OutputShape), first.dtype, first.device);
    }
}
