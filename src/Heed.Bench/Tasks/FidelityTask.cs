using Heed.Bench.Fidelity;
using Heed.Bench.Synthetic;

namespace Heed.Bench.Tasks;

/// <summary>
/// Similarity to exact softmax attention on the same queries, keys and values: random ones of four spreads of scores, correlated ones, and
/// planted needles.
/// </summary>
/// <remarks>
/// The order of mechanisms depends on the spread of the scores: a table for one of them misleads. The one number that counts is the mean
/// error over the four spreads. Whatever a mechanism learns is fitted first, on another draw; a mechanism that cannot be kept from looking
/// ahead is compared with exact attention that looks ahead too.
/// </remarks>
public sealed class FidelityTask : BenchTask
{
    private const int Heads = 4;
    // added to the seed: what is fitted to is not what is judged by
    private const int FitSeed = 7_000_003;
    private static readonly double[] Sigmas = [0.5, 1, 2, 4];

    /// <inheritdoc />
    public override string Id => "fidelity";

    /// <inheritdoc />
    public override string Name => "Fidelity to softmax attention";

    /// <inheritdoc />
    public override string Summary =>
        "How similar outputs and weights are to those of exact softmax attention on the same made-up queries, keys and values.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Chen et al.", "Scatterbrain: Unifying Sparse and Low-rank Attention Approximation", 2021, "arXiv:2110.15343");

    /// <inheritdoc />
    public override Question Question => Question.Fidelity;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics => FidelityMetrics.All;

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(64, 32, 4, 10, 1)],
        Suite.Standard => [Of(128, 32, 4, 30, 1), Of(256, 64, 4, 0, 0)],
        _ => [Of(512, 64, 16, 300, 1), Of(512, 64, 16, 0, 0), Of(2048, 64, 8, 100, 1)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 0.3 + 6e-7 * size["draws"] * size["n"] * size["n"];
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        return contestant.Mechanism is not { ReadsQueryKeyValue: true } ? $"'{contestant.Name}' compares no queries with keys" : null;
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        if (size["causal"] > 1) return "'causal' is 1 where nothing may look ahead, else 0";
        return size["n"] < 16 || size["d"] < 2 || size["draws"] < Heads || size["draws"] % Heads != 0
            ? $"at least 16 tokens, a width of 2 and a multiple of {Heads} draws are needed" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var size = cell.Size;
        var comparison = new Comparison(context.Contestant, size["causal"] == 1);
        if (size["causal"] == 0 && comparison.Mechanism.IsCausal)
            throw new NotApplicableException($"'{context.Contestant}' reads in one direction only.");
        var mechanism = comparison.Mechanism;
        long[] q = [size["draws"] / Heads, Heads, size["n"], size["d"]];
        long[] k = [q[0], mechanism.KvHeads(Heads), q[2], q[3]];
        var (numbers, learned) = (new List<Measured>(), 0L);
        var makers = Makers(q, k);
        for (var i = 0; i < makers.Count; i++)
        {
            context.Cancel.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var judged = makers[i](new torch.Generator((ulong)(cell.Seed * 100L + i)));
            using var fitting = new Fitting(comparison, Heads, q[3], cell.Seed);
            var seen = makers[i](new torch.Generator((ulong)((cell.Seed + FitSeed) * 100L + i)));
            if (fitting.IsNeeded)
            {
                if (size["fit"] == 0)
                    throw new NotApplicableException(
                        $"'{context.Contestant}' has projections that must be learned, and at this size nothing is.");
                fitting.Fit(seen, comparison.Exact(seen), size["fit"], context.Cancel);
                learned = fitting.parameters().Where(p => p.requires_grad).Sum(p => p.numel());
            }

            numbers.AddRange(comparison.Of(judged, fitting.Of(judged), fitting.Scale(seen)));
            context.Progress?.Report((i + 1.0) / makers.Count);
        }

        return new()
        {
            Numbers = [new(FidelityMetrics.Frobenius.Id,
                numbers.Where(m => m.Metric == FidelityMetrics.Frobenius.Id).Take(Sigmas.Length).Average(m => m.Value)), .. numbers],
            Spent = new(learned, StateSize.Of(mechanism, size["n"], Heads, size["d"]),
                Operations.Of(mechanism, size["n"], Heads, size["d"]), learned > 0 ? size["fit"] : 0),
            Notes = [.. Notes(context.Contestant, comparison, learned, size)],
        };
    }

    private static IReadOnlyList<Func<torch.Generator, FidelityInput>> Makers(long[] q, long[] k) =>
    [
        .. Sigmas.Select(sigma => (Func<torch.Generator, FidelityInput>)(random => FidelityInput.Gaussian(sigma, q, k, random))),
        random => FidelityInput.Correlated(q, k, random),
        random => FidelityInput.Needle(q, k, random),
    ];

    private static IEnumerable<string> Notes(Contestant contestant, Comparison comparison, long learned, TaskSize size)
    {
        if (size["causal"] == 1 && !comparison.IsCausal)
            yield return $"'{contestant}' looks ahead, so it is compared with exact attention that looks ahead too";
        if (comparison.IsScaled)
            yield return "its weights need not sum to one, so one number, the scale of the output, " +
                "was fitted on another draw of each kind of input";
        if (learned > 0)
            yield return $"{learned} numbers were fitted first, with {size["fit"]} steps on another draw of each kind of input";
    }

    private static TaskSize Of(int n, int d, int draws, int fit, int causal) =>
        new(("n", n), ("d", d), ("draws", draws), ("fit", fit), ("causal", causal));
}
