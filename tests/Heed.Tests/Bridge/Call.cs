using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Tests.Bridge;

/// <summary>One call with random inputs, by kernel in float32 and by definition in float64.</summary>
internal sealed class Call
{
    private const string Added = "added to scores";                                        // no signal has such a name
    private static readonly string[] ScoreSteps = ["scores", "scaled", "capped", "biased", "shifted"];
    private readonly Mechanism mechanism;
    private readonly Dictionary<string, Tensor> inputs = new(StringComparer.Ordinal);
    private readonly Tensor? keys, pairs;

    public Call(Mechanism mechanism, int seed, long n = 9, long m = 9, long heads = 4, long groups = 2, string masks = "")
    {
        this.mechanism = mechanism;
        var random = new torch.Generator((ulong)seed);
        var sizes = Sizes.For(mechanism, 2, heads, n, m, 8, 6).With(("G", groups));
        foreach (var role in mechanism.Roles) inputs[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range);
        if (masks.Contains("bias"))
            inputs[Added] = torch.randn([masks.Contains("own") ? 2 : 1, masks.Contains("head") ? heads : 1, n, m], generator: random);
        if (masks.Contains("hidden"))
            inputs[Added] = inputs[Added].masked_fill(torch.rand([n, m], generator: random).lt(0.3), float.NegativeInfinity);
        if (masks.Contains("keys")) keys = torch.rand([2, m], generator: random).gt(0.3);
        if (masks.Contains("blind")) keys![0] = torch.zeros(m, torch.@bool);
        if (masks.Contains("pairs")) pairs = torch.rand([masks.Contains("own") ? 2 : 1, 1, n, m], generator: random).gt(0.3);
    }

    public IReadOnlyDictionary<string, Tensor> Inputs => inputs;

    /// <summary>Output and gradients of every input, by name.</summary>
    public Dictionary<string, Tensor> Run(Route route, torch.ScalarType type, Func<Tensor, Tensor>? change = null, StepTrace? trace = null)
    {
        var leaves = inputs.ToDictionary(p => p.Key, p => p.Value.to(type).detach().clone().requires_grad_(true));
        var given = new SignalSet();
        foreach (var role in mechanism.Roles) given[role.Name] = change is null || mechanism.Signals.Contains(role) ?
            leaves[role.Name] : change(leaves[role.Name]);
        var output = mechanism.Attend(given, Hidden(leaves), trace, route);
        Loss(output).backward();
        var all = leaves.Where(p => p.Value.grad is not null).ToDictionary(p => "d" + p.Key, p => p.Value.grad!);
        all["output"] = output.detach();
        return all;
    }

    public Mask Hidden(IReadOnlyDictionary<string, Tensor> from)
    {
        var mask = Mask.None;
        if (from.TryGetValue(Added, out var bias)) mask = mask.And(Mask.Add(bias));
        if (keys is not null) mask = mask.And(Mask.Keys(keys));
        return pairs is null ? mask : mask.And(Mask.Pairs(pairs));
    }

    public SignalSet Signals(IReadOnlyDictionary<string, Tensor> from)
    {
        var signals = new SignalSet();
        foreach (var s in mechanism.Signals) signals[s.Name] = from[s.Name];
        return signals;
    }

    public static Tensor Loss(Tensor output) =>
        (output * torch.arange(output.numel(), output.dtype).view(output.shape).mul(0.1).cos()).sum();

    /// <summary>
    /// Every number of the kernel lies within the bound of the definition's:
    /// the card's, or where scores are large the kernels' own, or twice what the definition itself is off by in float32. Gradients are sums
    /// of terms of size 1, which may cancel.
    /// </summary>
    public void Judge(Func<Tensor, Tensor>? change = null)
    {
        using var scope = torch.NewDisposeScope();
        var trace = new StepTrace();
        var (want, got) = (Run(Route.Definition, torch.float64, trace: trace), Run(Route.Kernel, torch.float32, change));
        Assert.Equal(want.Keys.Order(), got.Keys.Order());
        var bound = Expression.Parse(mechanism.Name).Terms.Max(t => t.Entry.Card.Float32Bound);
        bound = Math.Max(bound, Kernels.Attention.ErrorBound * (1 + Steepest(trace)));
        var steep = Cancelling();
        Dictionary<string, Tensor>? definition = null;
        var largest = 1 + want.Where(w => w.Key != "output").Max(w => w.Value.abs().max().ToDouble());
        foreach (var (name, numbers) in want)
        {
            var size = name == "output" ? numbers.abs().max().ToDouble() * steep : largest * steep * steep;
            var apart = (got[name].to(torch.float64) - numbers).abs().max().ToDouble();
            if (apart <= bound * size) continue;
            // what stands before the kernel rounds too, and alike on both ways
            definition ??= Run(Route.Definition, torch.float32, change);
            var rounded = (definition[name].to(torch.float64) - numbers).abs().max().ToDouble();
            Assert.True(apart <= 2 * rounded, $"{mechanism.Name}, {name}: {apart} of {size}, and {rounded} by the definition in float32");
        }
    }

    /// <summary>
    /// How much larger than their sum the parts of a divisor are together, where features of either sign are summed to it: what rounding
    /// does to the parts, it does to what is divided so much more, and to its gradient twice.
    /// </summary>
    private double Cancelling()
    {
        if (mechanism is not RecurrentAttention { Readout: not null, Facts.MayBeNegative: true } recurrent) return 1;
        var exact = new SignalSet();
        foreach (var role in mechanism.Roles) exact[role.Name] = inputs[role.Name].to(torch.float64);
        var tokens = Tokens.Of(recurrent, new(mechanism, exact, Hidden(inputs), null));
        var (q, k) = (tokens.QueryFeatures, tokens.KeyFeatures);
        var (sum, worst) = (torch.zeros_like(k.narrow(2, 0, 1)), 1.0);
        for (long t = 0; t < k.shape[2]; t++)
        {
            if (tokens.LogDecay is { } decay) sum = sum * decay.narrow(2, t, 1).exp();
            sum += k.narrow(2, t, 1);
            var parts = q.narrow(2, t, 1) * sum;
            var (mass, size) = (parts.sum(-1).abs(), parts.abs().sum(-1));
            worst = Math.Max(worst, torch.where(mass.gt(0), size / mass, torch.ones_like(mass)).max().ToDouble());
        }

        return worst;
    }

    /// <summary>The largest size of a score: an error of single precision in it is an error of the weight, times this.</summary>
    private static double Steepest(StepTrace trace) =>
        trace.Steps.Where(s => ScoreSteps.Contains(s.Key)).Select(s => s.Value.nan_to_num(0, 0, 0).abs().max().ToDouble()).DefaultIfEmpty(0)
            .Max();

    /// <summary>Whether it can hide what such masks hide: a memory is one for all queries, so of it whole keys only.</summary>
    public static bool Hides(Mechanism mechanism, string masks) => mechanism is PairwiseAttention
        || !(masks.Contains("pairs") || masks.Contains("bias"));

    public static bool HasKernel(Mechanism mechanism) => mechanism.NoKernel is null;
}
