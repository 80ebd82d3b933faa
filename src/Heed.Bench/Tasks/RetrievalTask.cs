using Heed.Bench.Synthetic;
using Heed.Models.Layers;

namespace Heed.Bench.Tasks;

/// <summary>One look at stored patterns with a noisy cue: how many can be told apart without any training.</summary>
/// <remarks>
/// Keys and values are independent and normal. The cue is one of the keys with noise, scaled so that the score of the right key is 16 where
/// scores are scaled dot products. It comes as the last query, so that all may be seen. Memories forget nothing and write everything,
/// random features are drawn. What is read is compared with all values by its cosine; the nearest should be the right one.
/// </remarks>
public sealed class RetrievalTask : BenchTask
{
    private const double Score = 16;
    private const double Enough = 0.9;
    private const int Fewest = 8;
    private const int Together = 16;
    private static readonly Metric Recall = new("recall-at-1", "Patterns found", Better.Higher, "share");
    private static readonly Metric Capacity = new("capacity", "Most patterns of which 0.9 are found", Better.Higher, "patterns");

    /// <inheritdoc />
    public override string Id => "retrieval";

    /// <inheritdoc />
    public override string Name => "Associative retrieval";

    /// <inheritdoc />
    public override string Summary =>
        "A noisy copy of one of many stored keys must bring back its value, at the first look and without training.";

    /// <inheritdoc />
    public override Citation? Cite { get; } = new("Ramsauer et al.", "Hopfield Networks is All You Need", 2020, "arXiv:2008.02217");

    /// <inheritdoc />
    public override Question Question => Question.Capture;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Recall, Capacity];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Of(512, 64, 0.5)],
        _ => [Of(2048, 256, 0.25), Of(2048, 256, 0.5), Of(2048, 256, 1)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 0.2 + 2e-8 * size["patterns"] * size["cues"] * size["d"];
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["patterns"] < Fewest || size["cues"] < 1 || size["d"] < 2
            ? $"at least {Fewest} patterns, one cue and a width of 2 are needed" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        if (contestant.Mechanism is not { ReadsQueryKeyValue: true } mechanism)
            return $"'{contestant}' has no keys and values that could be stored";
        if (NeedsHeads(mechanism)) return $"'{contestant}' needs several heads, and here is one";
        return SignalDraw.Needed(mechanism).FirstOrDefault(s => s.Kind == RoleKind.Parameter && s.Start == RoleStart.Normal) is { } signal
            ? $"it reads '{signal.Name}' ({signal.Meaning}), which must be learned, and here nothing is" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        using var frozen = torch.no_grad();
        var mechanism = context.Contestant.WhyNotCausal is null ? context.Contestant.Causal : context.Contestant.Mechanism!;
        var (patterns, found) = (new List<int>(), new List<double>());
        for (var n = Fewest; n <= cell.Size["patterns"]; n *= 2)
        {
            context.Cancel.ThrowIfCancellationRequested();
            patterns.Add(n);
            found.Add(Found(mechanism, n, cell));
            context.Progress?.Report((double)n / cell.Size["patterns"]);
        }

        var capacity = patterns.Where((_, i) => found.Take(i + 1).All(f => f >= Enough)).LastOrDefault();
        return new()
        {
            Numbers = [new(Recall.Id, found.Average()), new(Capacity.Id, capacity),
                .. patterns.Select((n, i) => new Measured(Recall.Id, found[i], $"patterns={n}"))],
            Curves = [new("patterns found", "stored patterns", "share found", [.. patterns.Select(n => (double)n)], found)],
            Spent = new(0, StateSize.Of(mechanism, patterns[^1], 1, cell.Size["d"]),
                Operations.Of(mechanism, patterns[^1], 1, cell.Size["d"]), 0),
            Notes = [$"the mean over {patterns[0]} to {patterns[^1]} patterns counts"],
        };
    }

    private static bool NeedsHeads(Mechanism mechanism)
    {
        try
        {
            return mechanism.KvHeads(1) != 1;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static double Found(Mechanism mechanism, int patterns, Cell cell)
    {
        var (width, cues, right) = (cell.Size["d"], cell.Size["cues"], 0L);
        var random = new torch.Generator((ulong)(cell.Seed * 10_007L + patterns));
        for (var first = 0; first < cues; first += Together)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(Together, cues - first);
            var (keys, values) =
                (torch.randn([count, 1, patterns, width], generator: random), torch.randn([count, 1, patterns, width], generator: random));
            var wanted = torch.randint(patterns, [count], generator: random);
            // (B, 1, 1, D)
            var right1 = keys.squeeze(1).gather(1, wanted.view(-1, 1, 1).expand(-1, 1, width)).unsqueeze(1);
            var cue = right1 + cell.Size.Number("noise") * torch.randn(right1.shape, generator: random);
            var q = mechanism.RangeOf("q") == RoleRange.UnitVector ? Unit(cue) : cue * (Score / Math.Sqrt(width));
            var read = mechanism.Attend(q, mechanism.RangeOf("k") == RoleRange.UnitVector ? Unit(keys) : keys, values, null,
                Given(mechanism, count, patterns, width), route: Route.Definition);
            if (!read.isfinite().all().item<bool>()) throw new DivergedException($"What is read of {patterns} patterns is no number.");
            var alike = Unit(values).matmul(read.transpose(-2, -1)).flatten(1);             // (B, patterns)
            right += alike.argmax(-1).eq(wanted).sum().item<long>();
        }

        return right / (double)cues;
    }

    private static SignalSet Given(Mechanism mechanism, long batch, long patterns, long width)
    {
        var signals = SignalDraw.Neutral(mechanism, batch, 1, patterns, width);
        using var start = new Start(1);
        foreach (var signal in SignalDraw.Needed(mechanism).Where(s => s.Start == RoleStart.Orthogonal))
            signals[signal.Name] = start.Features(signals[signal.Name].shape[0], width);
        return signals;
    }

    private static Tensor Unit(Tensor x) => x / x.square().sum(-1, true).sqrt();

    private static TaskSize Of(int patterns, int cues, double noise) =>
        new(("patterns", patterns), ("cues", cues), ("noise", noise), ("d", 32));
}
