using Heed.Models.Data;
using Heed.Models.Judging;
using Heed.Models.Training;
using Heed.Models.Translators;

namespace Heed.Bench.Tasks;

/// <summary>
/// Whether a translator that looks at its source by a mechanism looks at the right words: numbers in words from English to German, of which
/// every link is known.
/// </summary>
/// <remarks>
/// A small Transformer whose look at the source is the contestant; source and target look at themselves by exact attention. Attention is
/// averaged over heads, on the true target.
/// </remarks>
public sealed class AlignmentTask : BenchTask
{
    private static readonly Metric Errors = new("aer", "Alignment error rate", Better.Lower, "share");
    private static readonly Metric Mass = new("mass-on-gold", "Attention on the right words", Better.Higher, "share");
    private static readonly Metric Right = new("sequence-accuracy", "Numbers translated without a mistake", Better.Higher, "share");

    /// <inheritdoc />
    public override string Id => "alignment";

    /// <inheritdoc />
    public override string Name => "Alignment in translation";

    /// <inheritdoc />
    public override string Summary =>
        "Whether a small translator that looks at its source by the mechanism looks at the words that it translates, " +
        "of which the true links are known.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Och and Ney", "A Systematic Comparison of Various Statistical Alignment Models", 2003, "doi:10.1162/089120103321337421");

    /// <inheritdoc />
    public override Question Question => Question.Capture;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Errors, Mass, Right];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [],
        Suite.Standard => [Of(400, 64, 1)],
        _ => [Of(2000, 64, 2)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 2 + 0.012 * size["steps"] * size["layers"] * size["width"] / 64.0;
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        if (size["steps"] < 1 || size["batch"] < 1 || size["layers"] < 1 || size["pairs"] < 1)
            return "at least one step, pair and layer are needed";
        return size["heads"] < 1 || size["width"] < 1 || size["width"] % size["heads"] != 0
            ? $"a width of {size["width"]} cannot be divided among {size["heads"]} heads" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        if (contestant.Mechanism is not { } mechanism) return $"'{contestant}' does not look at a source";
        if (mechanism.IsCausal) return $"'{contestant}' orders one text from first to last, but source and translation are two texts";
        return mechanism.Name.Length > 0 && Expression.Parse(mechanism.Name).Terms.Any(t => t.RelatesPlaces)
            ? $"'{contestant}' goes by the distance between places of one text, but source and translation are two texts" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var size = cell.Size;
        var data = NumberData.German(new() { To = 999_999, Train = size["pairs"], Validation = 8, Test = 256, Seed = 1 });
        using var model = Build(cell, context.Contestant, data);
        var options = new TrainingOptions
        {
            Steps = size["steps"],
            Batch = size["batch"],
            Rate = size.Number("rate"),
            WarmUp = size["steps"] / 10,
            ValidateEvery = int.MaxValue,
            Seed = cell.Seed,
            Threads = context.Threads,
        };
        try
        {
            new Trainer(model, new PairBatches(data, size["batch"], cell.Seed), options).Train(null, null, context.Cancel);
        }
        catch (InvalidOperationException e)
        {
            throw new DivergedException(e.Message);
        }

        context.Cancel.ThrowIfCancellationRequested();
        var marks = Examination.Greedy(model, data, Split.Test, cancel: context.Cancel).All;
        return new()
        {
            Numbers =
            [
                new(Errors.Id, marks.AlignmentErrorRate ?? double.NaN),
                .. marks.MassOnGold is { } mass ? [new Measured(Mass.Id, mass)] : Array.Empty<Measured>(),
                new(Right.Id, marks.SequenceAccuracy),
            ],
            Spent = new(model.Size, Steps: size["steps"]),
            DataHash = data.Hash,
            Notes = ["only the look at the source is the mechanism's; source and target look at themselves by exact attention"],
        };
    }

    private static Transformer Build(Cell cell, Contestant contestant, PairData data)
    {
        try
        {
            return new(new()
            {
                Kind = "transformer",
                SourceSymbols = data.SourceSymbols.Count,
                TargetSymbols = data.TargetSymbols.Count,
                Width = cell.Size["width"],
                Embedding = cell.Size["width"],
                Layers = cell.Size["layers"],
                Heads = cell.Size["heads"],
                FeedForward = 2 * cell.Size["width"],
                Attention = $"cross: {contestant.Name}",
                PreNorm = true,
                Seed = cell.Seed,
            });
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
        }
    }

    private static TaskSize Of(int steps, int width, int layers) =>
        new(("steps", steps), ("width", width), ("layers", layers), ("heads", 4), ("batch", 32), ("pairs", 8000), ("rate", 0.003));
}
