using Heed.Bench.Metrics;

namespace Heed.Bench.Fidelity;

/// <summary>
/// Compares what a mechanism reads, and how much of which key, with exact softmax attention on the same queries, keys and values.
/// </summary>
internal sealed class Comparison
{
    private const int MostRows = 32;                                                       // rows of a matrix whose weights are compared
    private const double Negative = -1e-5;
    private const int Few = 8;
    private const int Tenth = 10;
    private readonly Mechanism exact;

    /// <summary>What is compared: the contestant causally where it can be, else as it is; exact attention sees the same.</summary>
    public Comparison(Contestant contestant, bool causal)
    {
        IsCausal = causal && contestant.WhyNotCausal is null;
        Mechanism = IsCausal ? contestant.Causal : contestant.Mechanism!;
        exact = Expression.Parse(IsCausal ? "scaled-dot-product + causal" : "scaled-dot-product").ToMechanism();
    }

    /// <summary>What is compared.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>Whether a query sees only what came before it.</summary>
    public bool IsCausal { get; }

    /// <summary>Whether the rows of the weights need not sum to one, so that the scale of the output says nothing and is fitted.</summary>
    public bool IsScaled => !Mechanism.Facts.SumsToOne;

    /// <summary>What the contestant reads.</summary>
    public Tensor Read(FidelityInput input, SignalSet signals)
    {
        var (q, k) = AsLayersGive(input);
        return Mechanism.Attend(q, k, input.V, null, signals, route: Route.Definition);
    }

    /// <summary>What its output is to be multiplied by to come nearest to exact attention's; 1 where rows sum to one.</summary>
    public Tensor Scale(Tensor truth, Tensor read) => IsScaled ? (truth * read).sum() / (read.square().sum() + 1e-20) : torch.tensor(1f);

    /// <summary>What exact attention reads.</summary>
    public Tensor Exact(FidelityInput input) => exact.Attend(input.Q, input.K, input.V, route: Route.Definition);

    /// <summary>
    /// All measures, by the ids of <see cref="FidelityMetrics"/>. Weights are left out where the mechanism has none, and distributions
    /// where weights are negative.
    /// </summary>
    /// <exception cref="DivergedException">An output is no number.</exception>
    public IReadOnlyList<Measured> Of(FidelityInput input, SignalSet signals, double scale)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var (truth, read) = (Exact(input), scale * Read(input, signals));
        // early rows see so few keys that all mechanisms agree
        var first = IsCausal ? input.Q.shape[2] / 2 : 0;
        (truth, read) = (truth.narrow(2, first, truth.shape[2] - first), read.narrow(2, first, read.shape[2] - first));
        if (!read.isfinite().all().item<bool>()) throw new DivergedException($"An output is no number on {input.Condition}.");
        List<Measured> found =
        [
            new(FidelityMetrics.Frobenius.Id, Errors.RelativeFrobenius(truth, read), input.Condition),
            new(FidelityMetrics.Spectral.Id, Errors.RelativeSpectral(truth, read), input.Condition),
            new(FidelityMetrics.Cosine.Id, Errors.CosineOfRows(truth, read), input.Condition),
        ];
        if (Mechanism is { Facts.IsLinearInValues: true, WeightKind: WeightKind.PerHead })
            found.AddRange(OfWeights(input, signals, scale, first));
        return found;
    }

    private IEnumerable<Measured> OfWeights(FidelityInput input, SignalSet signals, double scale, long first)
    {
        var (q, k) = AsLayersGive(input);
        // (B, H, N, M)
        var (truth, found) = (exact.Weights(input.Q, input.K), scale * Mechanism.Weights(q, k, null, signals));
        yield return new(FidelityMetrics.Matrix.Id,
            Errors.RelativeFrobenius(truth.narrow(2, first, truth.shape[2] - first), found.narrow(2, first, truth.shape[2] - first)),
            input.Condition);
        if (IsCausal) yield return new(FidelityMetrics.Ahead.Id, found.abs().triu(1).sum(-1).mean().item<float>(), input.Condition);
        var (n, m) = ((int)truth.shape[2], (int)truth.shape[3]);
        var (a, b) = (truth.to(torch.float64).flatten(0, 1).contiguous().data<double>().ToArray(),
            found.to(torch.float64).flatten(0, 1).contiguous().data<double>().ToArray());
        var sums = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var (rows, stride, signed) = (0, Math.Max(1, (n - (int)first) / MostRows), false);
        for (var matrix = 0; matrix < a.Length / (n * m); matrix++)
        {
            for (var i = (int)first; i < n; i += stride)
            {
                var seen = IsCausal ? i + 1 : m;
                signed |= Row(a.AsSpan((matrix * n + i) * m, seen), b.AsSpan((matrix * n + i) * m, seen), (id, value) =>
                    sums[id] = sums.GetValueOrDefault(id) + value);
                rows++;
            }
        }

        foreach (var metric in FidelityMetrics.OfRows.Where(f => sums.ContainsKey(f.Id) && !(signed && f.OfShares)))
            yield return new(metric.Id, sums[metric.Id] / rows, input.Condition);
    }

    /// <summary>Measures one row; whether it has negative weights, and so is no distribution.</summary>
    private static bool Row(Span<double> exact, Span<double> other, Action<string, double> found)
    {
        var order = Correlation.Spearman(exact, other);
        // a row that gives all keys the same says nothing of their order
        found(FidelityMetrics.Spearman.Id, double.IsNaN(order) ? 0 : order);
        found(FidelityMetrics.Recall1.Id, Ordering.Recall(exact, other, 1));
        found(FidelityMetrics.Recall8.Id, Ordering.Recall(exact, other, Few));
        found(FidelityMetrics.RecallTenth.Id, Ordering.Recall(exact, other, Math.Max(1, exact.Length / Tenth)));
        found(FidelityMetrics.Order.Id, Ordering.Agreement(exact, other));
        foreach (var weight in other)
        {
            if (weight < Negative) return true;
        }

        Share(exact);
        Share(other);
        found(FidelityMetrics.Kl.Id, Divergence.KullbackLeibler(exact, other));
        found(FidelityMetrics.Js.Id, Divergence.JensenShannon(exact, other));
        found(FidelityMetrics.Tv.Id, Divergence.TotalVariation(exact, other));
        found(FidelityMetrics.Entropy.Id, Divergence.Entropy(other) - Divergence.Entropy(exact));
        return false;
    }

    private (Tensor Q, Tensor K) AsLayersGive(FidelityInput input) =>
        (input.Q.Bring(Mechanism.RangeOf("q")), input.K.Bring(Mechanism.RangeOf("k")));

    /// <summary>Makes weights shares of a whole, also where they do not sum to one; a row of zeros stays one.</summary>
    private static void Share(Span<double> weights)
    {
        var sum = 0.0;
        foreach (ref var weight in weights) sum += weight = Math.Max(0, weight);
        for (var j = 0; sum > 0 && j < weights.Length; j++) weights[j] /= sum;
    }
}
