using Heed.Bench.Fidelity;
using Heed.Bench.Swapping;
using Heed.Bench.Synthetic;
using Heed.Bench.Texts;

namespace Heed.Bench.Tasks;

/// <summary>
/// Similarity to exact softmax attention on queries, keys and values of a trained language model that reads real text, layer by layer.
/// </summary>
public sealed class TrainedFidelityTask : BenchTask
{
    private const int Length = 64;

    /// <inheritdoc />
    public override string Id => "fidelity-trained";

    /// <inheritdoc />
    public override string Name => "Fidelity in a trained model";

    /// <inheritdoc />
    public override string Summary =>
        "How similar outputs and weights are to those of exact softmax attention on what a trained language model asks, " +
        "offers and says about real text.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Chen et al.", "Skyformer: Remodel Self-Attention with Gaussian Kernel and Nyström Method", 2021, "arXiv:2111.00035");

    /// <inheritdoc />
    public override Question Question => Question.Fidelity;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics => FidelityMetrics.All;

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite == Suite.Quick ? [Of(2, 10)] : [Of(8, 30)];

    /// <inheritdoc />
    public override double Estimate(TaskSize size) => 1.5;

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["windows"] is < 1 or > 18 ? "the text has 37 windows, half of which are to fit to: give 1 to 18" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        return contestant.Mechanism is not { ReadsQueryKeyValue: true } ? $"'{contestant.Name}' compares no queries with keys" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var (size, comparison) = (cell.Size, new Comparison(context.Contestant, causal: true));
        using var trained = TrainedModel.Open(context);
        if (comparison.Mechanism.KvHeads(trained.Heads) != trained.Heads)
            throw new NotApplicableException($"'{context.Contestant}' shares keys among heads, but each head of the model has its own.");
        using var batch = trained.Windows(0, size["windows"], Length);
        using var others = trained.Windows(size["windows"], size["windows"], Length);
        var (judged, learnedFrom) = (Heard(trained, batch), Heard(trained, others));
        var (numbers, learned) = (new List<Measured>(), 0L);
        for (var layer = 0; layer < judged.Count; layer++)
        {
            using var scope = torch.NewDisposeScope();
            using var fitting = new Fitting(comparison, trained.Heads, trained.HeadWidth, cell.Seed);
            if (fitting.IsNeeded)
            {
                fitting.Fit(learnedFrom[layer], comparison.Exact(learnedFrom[layer]), size["fit"], context.Cancel);
                learned = fitting.parameters().Where(p => p.requires_grad).Sum(p => p.numel());
            }

            numbers.AddRange(comparison.Of(judged[layer], fitting.Of(judged[layer]), fitting.Scale(learnedFrom[layer])));
            context.Progress?.Report((layer + 1.0) / judged.Count);
        }

        return new()
        {
            Numbers = [new(FidelityMetrics.Frobenius.Id,
                numbers.Where(m => m.Metric == FidelityMetrics.Frobenius.Id).Average(m => m.Value)), .. numbers],
            Spent = new(learned, StateSize.Of(comparison.Mechanism, Length, trained.Heads, trained.HeadWidth),
                Operations.Of(comparison.Mechanism, Length, trained.Heads, trained.HeadWidth), learned > 0 ? size["fit"] : 0),
            DataHash = BuiltInText.PoemsHash,
            Notes = comparison.IsScaled && learned == 0
                ? [trained.Note, "its weights need not sum to one, so one number a layer, the scale of the output, " +
                    "was fitted on other windows"]
                : learned > 0 ? [trained.Note, $"{learned} numbers a layer were fitted first, with {size["fit"]} steps on other windows"]
                : [trained.Note],
        };
    }

    private static IReadOnlyList<FidelityInput> Heard(TrainedModel trained, Models.Batch batch)
    {
        using var frozen = torch.no_grad();
        return trained.Heard(batch);
    }

    private static TaskSize Of(int windows, int fit) => new(("windows", windows), ("fit", fit));
}
