namespace Heed;

/// <summary>
/// Maps queries, keys and values to outputs. This is the definition: plain tensor algebra, readable next to the paper,
/// in any floating type. It owns no weights; whatever it learns is declared in <see cref="Signals"/> and given to each call.
/// </summary>
public abstract class Mechanism : Component
{
    /// <summary>The expression that names it, in canonical form.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>How its weights come about.</summary>
    public abstract Family Family { get; }

    /// <summary>The named tensors that it reads besides q, k and v.</summary>
    public virtual IReadOnlyList<Signal> Signals => [];

    /// <summary>Whether output i is independent of what comes after token i.</summary>
    public virtual bool IsCausal => false;

    /// <summary>How many key and value heads a layer with that many query heads makes for it.</summary>
    /// <param name="heads">Query heads H.</param>
    /// <exception cref="ArgumentException">The heads cannot be shared that way.</exception>
    public virtual long KvHeads(long heads) => heads;

    /// <summary>The width of what queries and keys are mapped to, given their own.</summary>
    /// <param name="width">Width of a key.</param>
    public virtual long FeatureWidth(long width) => width;

    /// <summary>Whether a layer should bring queries and keys to length one first, because the mechanism is unstable otherwise.</summary>
    public virtual bool WantsUnitKeys => false;

    /// <summary>Which pairs can meet at all, (N, M) boolean, or null when all can.</summary>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    public virtual Tensor? Visible(long queries, long keys) => null;

    /// <summary>Whether it computes its weights on the way, as the trace step <c>weights</c>.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Why no call of this mechanism can run in a kernel; null when it has one. Creates no tensor.</summary>
    public virtual string? NoKernel => $"'{Name}' has no kernel";

    /// <summary>What each query reads.</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk); query head i of H reads head floor(i·G/H).</param>
    /// <param name="v">Values, (B, G, M, Dv).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The tensors declared in <see cref="Signals"/>.</param>
    /// <param name="trace">Where to record intermediate results, which only the definition has.</param>
    /// <param name="route">Whether the kernel or the definition computes; a demanded one does or throws.</param>
    /// <returns>(B, H, N, Dv).</returns>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit; the message names it, its shape and the one expected.</exception>
    /// <exception cref="NotSupportedException">The mechanism cannot hide what the mask hides, or the kernel was demanded and cannot take the call: the message says why.</exception>
    public Tensor Attend(Tensor q, Tensor k, Tensor v, Mask? mask = null, Signals? signals = null, Trace? trace = null, Route route = Route.Any)
    {
        var inputs = new Inputs(q, k, v, mask ?? Mask.None, signals ?? Heed.Signals.None, trace, Signals, FeatureWidth);
        var whyNot = route == Route.Definition ? null : WhyNoKernel(inputs);
        if (route == Route.Kernel && whyNot is not null) throw new NotSupportedException($"the kernel was demanded, but {whyNot}");
        using var scope = torch.NewDisposeScope();
        var output = route == Route.Definition || whyNot is not null ? Compute(inputs) : ComputeInKernel(inputs);
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>Which route such a call takes, and why when it is not the kernel. Computes nothing.</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk).</param>
    /// <param name="v">Values, (B, G, M, Dv).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The tensors declared in <see cref="Signals"/>.</param>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit.</exception>
    public RouteChoice RouteOf(Tensor q, Tensor k, Tensor v, Mask? mask = null, Signals? signals = null)
    {
        var whyNot = WhyNoKernel(new(q, k, v, mask ?? Mask.None, signals ?? Heed.Signals.None, null, Signals, FeatureWidth));
        return new(whyNot is null ? Route.Kernel : Route.Definition, whyNot);
    }

    /// <summary>
    /// How much query i reads of key j, (B, H, N, M), for anything that is linear in its values: the output for V = I.
    /// </summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The tensors declared in <see cref="Signals"/>.</param>
    /// <returns>The effective weights; they may be negative.</returns>
    public Tensor Weights(Tensor q, Tensor k, Mask? mask = null, Signals? signals = null)
    {
        using var scope = torch.NewDisposeScope();
        var one = torch.eye(k.shape[2], dtype: k.dtype).expand(k.shape[0], k.shape[1], -1, -1);    // (B, G, M, M)
        return Attend(q, k, one, mask, signals, route: Route.Definition).MoveToOuterDisposeScope();
    }

    /// <summary>The formula. Called inside a dispose scope.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    /// <returns>(B, H, N, Dv).</returns>
    protected abstract Tensor Compute(Inputs inputs);

    /// <summary>Why the kernel cannot take a call; null when it can.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    protected virtual string? WhyNoKernel(Inputs inputs) => NoKernel;

    /// <summary>The same as <see cref="Compute"/>, in the kernel. Called inside a dispose scope, when <see cref="WhyNoKernel"/> is null.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    /// <returns>(B, H, N, Dv).</returns>
    protected virtual Tensor ComputeInKernel(Inputs inputs) => throw new NotSupportedException(NoKernel);

    /// <summary>The canonical expression.</summary>
    public override string ToString() => Name;
}
