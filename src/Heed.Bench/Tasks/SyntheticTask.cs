using Heed.Bench.Generators;
using Heed.Bench.Synthetic;
using Heed.Models.Training;

namespace Heed.Bench;

/// <summary>
/// A task whose rows are made up: every contestant is put into the same small model, trained on them with the same budget, and judged by
/// rows that it has not seen.
/// </summary>
/// <remarks>
/// The model is an embedding, then in turn a gated convolution of three tokens and the mixer, normalised before each; the embedding is the
/// output map. AdamW, rate by a cosine after a tenth of warm-up, weight decay 0.1, gradients no longer than 1. The rate was fixed for exact
/// softmax and is the same for all: nothing is tuned for anybody.
/// </remarks>
public abstract class SyntheticTask : BenchTask
{
    private const int Reach = 3;
    private const int Looks = 20;                                                          // how often accuracy is looked at in a training
    private const double Enough = 0.9;
    private const int RowsOfMajority = 1024;

    /// <summary>The share of right answers.</summary>
    protected static Metric Accuracy { get; } = new("accuracy", "Accuracy", Better.Higher, "share");

    /// <summary>How fast it is learned.</summary>
    protected static Metric StepsToNinety { get; } = new("steps-to-0.9", "Steps until 0.9 of the answers are right", Better.Lower, "steps");

    /// <inheritdoc />
    public override Question Question => Question.Capture;

    /// <inheritdoc />
    public override bool NeedsCausal => true;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Accuracy, StepsToNinety];

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var tokens = (double)size["batch"] * Learned(size).Length;
        return 0.3 + size["steps"] * size["layers"] * (0.001 + tokens * size["width"] * (5e-8 + Learned(size).Length * 2e-10));
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        try
        {
            _ = (Learned(size), Options(size).StepsOf(1));
            Options(size).Check();
            if (size["layers"] < 1 || size["rows"] < 1) return "at least one layer and one row to judge by are needed";
            return size["heads"] < 1 || size["width"] < 2 || size["width"] % size["heads"] != 0
                ? $"a width of {size["width"]} cannot be divided among {size["heads"]} heads" : null;
        }
        catch (ArgumentException e)
        {
            return e.Message.Split(" (Parameter")[0].TrimEnd('.');
        }
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var (size, learned) = (cell.Size, Learned(cell.Size));
        if (context.Contestant.IsMajority)
        {
            var usual = learned.ToLearn(cell.Seed, 0, RowsOfMajority);
            return Report(cell, rows => Judged.Majority(usual, rows))
                with
            { Spent = new(Parameters: 0, StateBytes: 0, Flops: 0, Steps: 0) };
        }

        var spec = new RecallSpec(learned.Symbols, size["width"], size["heads"], size["layers"], Reach, Hidden(size), cell.Seed);
        using var training = new RecallTraining(context.Contestant, spec, IsRebuilt ? learned.Length : null, Options(size));
        var seen = training.Train(learned, cell.Seed, Different(size), Math.Max(1, size["steps"] / Looks), context);
        var outcome = Report(cell, rows => training.Judge(rows, context.Cancel));
        var fast = seen.Where(s => s.Accuracy >= Enough).Select(s => new Measured(StepsToNinety.Id, s.Step)).Take(1);
        return outcome with
        {
            Numbers = [.. outcome.Numbers, .. fast],
            Spent = Cost(context.Contestant, spec, learned.Length) with { Parameters = training.Size, Steps = size["steps"] },
            Curves = [new("accuracy while learning", "step", "share of right answers",
                [.. seen.Select(s => (double)s.Step)], [.. seen.Select(s => s.Accuracy)])],
        };
    }

    /// <summary>A size: the numbers of the task, and those of all such tasks.</summary>
    /// <param name="steps">Steps of the optimiser.</param>
    /// <param name="own">What the rows are like.</param>
    private protected static TaskSize Sized(int steps, params (string Name, double Value)[] own) =>
        new([.. own, ("batch", 32), ("heads", 4), ("layers", 1), ("rate", 0.003), ("rows", 256), ("steps", steps), ("width", 64)]);

    /// <summary>What is learned.</summary>
    private protected abstract Generator Learned(TaskSize size);

    /// <summary>How many different rows there are to learn from; null = no end of them.</summary>
    private protected virtual long? Different(TaskSize size) => null;

    /// <summary>Whether the symbols are rebuilt from what the last token holds.</summary>
    private protected virtual bool IsRebuilt => false;

    /// <summary>The width of a hidden layer after each mixer.</summary>
    private protected virtual int Hidden(TaskSize size) => 0;

    /// <summary>Judges what was learned, and says how good it is.</summary>
    private protected virtual Outcome Report(Cell cell, Func<Rows, Judged> judge) => new()
    {
        Numbers = [new(Accuracy.Id, judge(Learned(cell.Size).ToJudge(cell.Seed, cell.Size["rows"])).Accuracy)],
        Spent = new(),
    };

    private static TrainingOptions Options(TaskSize size) => new()
    {
        Steps = size["steps"],
        Batch = size["batch"],
        Rate = size.Number("rate"),
        WarmUp = size["steps"] / 10,
        WeightDecay = 0.1,
    };

    private static Spent Cost(Contestant contestant, RecallSpec spec, int length) => contestant.Mechanism is null
        ? new(StateBytes: spec.Layers * spec.Width * sizeof(float))
        : new(
            StateBytes: spec.Layers * StateSize.Of(contestant.Causal, length, spec.Heads, spec.Width / spec.Heads),
            Flops: spec.Layers * Operations.Of(contestant.Causal, length, spec.Heads, spec.Width / spec.Heads));
}
