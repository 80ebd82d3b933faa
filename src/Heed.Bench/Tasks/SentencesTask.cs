using Heed.Bench.Metrics;
using Heed.Bench.Sentences;
using Heed.Models;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Bench.Tasks;

/// <summary>
/// Sentence similarity: whether vectors of sentences are alike where people found the sentences alike. Reads STS-B from the user's folder
/// of data.
/// </summary>
/// <remarks>Trained from nothing on 5,749 pairs: far below what pretrained models reach, and not to be compared with them.</remarks>
public sealed class SentencesTask : BenchTask
{
    private const int Together = 256;
    private const double Highest = 5;
    private static readonly Metric Spearman = new("spearman", "Rank correlation with people's scores", Better.Higher);
    private static readonly Metric Pearson = new("pearson", "Correlation with people's scores", Better.Higher);

    /// <inheritdoc />
    public override string Id => "sentences";

    /// <inheritdoc />
    public override string Name => "Sentence similarity";

    /// <inheritdoc />
    public override string Summary =>
        "Whether sentences that people found alike get vectors that are alike, from a small encoder with the mechanism in it.";

    /// <inheritdoc />
    public override Citation? Cite { get; } =
        new("Cer et al.", "SemEval-2017 Task 1: Semantic Textual Similarity - Multilingual and Cross-lingual Focused Evaluation",
            2017, "arXiv:1708.00055");

    /// <inheritdoc />
    public override Question Question => Question.Capture;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Spearman, Pearson];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) =>
        suite == Suite.Full ? [new(("steps", 900), ("batch", 32), ("width", 64), ("heads", 4), ("rate", 0.002))] : [];

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 2 + 0.01 * size["steps"];
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size["steps"] < 1 || size["batch"] < 1 || size["heads"] < 1 || size["width"] < 1 || size["width"] % size["heads"] != 0
            ? "at least one step and pair, and a width that can be divided among the heads are needed" : null;
    }

    /// <inheritdoc />
    public override string? NotApplicable(Contestant contestant)
    {
        ArgumentNullException.ThrowIfNull(contestant);
        return contestant.Mechanism is null ? $"'{contestant}' is no mechanism that could stand in the encoder" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var size = cell.Size;
        var pairs = SimilarPairs.Open(context.Data);
        var symbols = Symbols.Of(pairs.Train.SelectMany(p => p.First.Concat(p.Second)));
        using var model = new SentenceModel(context.Contestant.Mechanism!, symbols.Count, size["width"], size["heads"], cell.Seed);
        var options = new TrainingOptions { Steps = size["steps"], Rate = size.Number("rate"), WarmUp = size["steps"] / 10 };
        var optimizer = new AdamW(model.named_parameters().Select(p => (p.name, p.parameter)), options);
        for (long step = 0; step < size["steps"]; step++)
        {
            context.Cancel.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var draws = new Draws(cell.Seed, step);
            SimilarPair[] drawn = [.. Enumerable.Range(0, size["batch"]).Select(_ => pairs.Train[(int)draws.Below(pairs.Train.Count)])];
            var wanted = torch.tensor(drawn.Select(p => (float)(p.Score / Highest)).ToArray());
            var loss = (Alike(model, symbols, drawn) - wanted).square().mean();
            if (!float.IsFinite(loss.item<float>())) throw new DivergedException($"The loss is {loss.item<float>()} at step {step}.");
            loss.backward();
            var norm = optimizer.GradientNorm();
            optimizer.Step(options.RateAt(step, (double)step / size["steps"]), norm > options.Clip ? options.Clip / norm : 1);
            context.Progress?.Report((step + 1.0) / size["steps"]);
        }

        double[] people = [.. pairs.Test.Select(p => p.Score)];
        double[] found = [.. pairs.Test.Chunk(Together).SelectMany(chunk => Found(model, symbols, chunk))];
        return new()
        {
            Numbers = [new(Spearman.Id, Correlation.Spearman(people, found)), new(Pearson.Id, Correlation.Pearson(people, found))],
            Spent = new(model.Size, Steps: size["steps"]),
            DataHash = pairs.Hash,
            Notes = [$"{pairs.Train.Count} pairs to learn from, {pairs.Test.Count} to be judged by"],
        };
    }

    private static double[] Found(SentenceModel model, Symbols symbols, SimilarPair[] pairs)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        return [.. Alike(model, symbols, pairs).data<float>().ToArray().Select(x => (double)x)];
    }

    private static Tensor Alike(SentenceModel model, Symbols symbols, SimilarPair[] pairs) =>
        model.Alike([.. pairs.Select(p => symbols.Encode(p.First))], [.. pairs.Select(p => symbols.Encode(p.Second))]);
}
