using Heed.Bench.Generators;
using Heed.Models.Layers;
using Heed.Models.Training;

namespace Heed.Bench.Synthetic;

/// <summary>
/// Trains a model on rows of which only the labelled places count, and judges it by them. The same spec, rows and number of threads give
/// the same numbers to the bit.
/// </summary>
internal sealed class RecallTraining : IDisposable
{
    private const int JudgedTogether = 64;
    private const int WatchedRows = 64;
    // added to the seed: rows that are neither learned nor judged by
    private const int WatchSeed = 1_000_003;

    private readonly RecallModel model;
    private readonly Rebuilder? rebuilder;
    private readonly AdamW optimizer;
    private readonly TrainingOptions options;

    /// <param name="contestant">What mixes the tokens.</param>
    /// <param name="spec">The sizes of the model.</param>
    /// <param name="rebuilt">The length of rows whose symbols are rebuilt from what the last token holds; null when each place answers for
    /// itself.</param>
    /// <param name="options">How it is trained; the budget in steps.</param>
    /// <exception cref="NotApplicableException">The contestant does not fit.</exception>
    public RecallTraining(Contestant contestant, RecallSpec spec, int? rebuilt, TrainingOptions options)
    {
        options.Check();
        this.options = options;
        model = new(spec, contestant);
        if (rebuilt is { } length)
        {
            using var start = new Start(spec.Seed + 1);
            rebuilder = new(start, spec.Width, length);
        }

        var named = model.named_parameters().Concat(rebuilder?.named_parameters().Select(p => ("rebuilder." + p.name, p.parameter)) ?? []);
        optimizer = new(named, options);
    }

    /// <summary>How many numbers are learned.</summary>
    public long Size => model.Size + (rebuilder?.parameters().Sum(p => p.numel()) ?? 0);

    /// <summary>Trains to the end of the budget.</summary>
    /// <param name="generator">What is learned.</param>
    /// <param name="seed">The seed of the rows.</param>
    /// <param name="different">How many different rows there are; null = no end of them.</param>
    /// <param name="every">Steps between two looks at rows that are not learned.</param>
    /// <param name="context">Where it runs.</param>
    /// <returns>The share of right answers at each look.</returns>
    /// <exception cref="DivergedException">The loss or the gradient is no number any more.</exception>
    public IReadOnlyList<(long Step, double Accuracy)> Train(Generator generator, int seed, long? different, int every, CellContext context)
    {
        var steps = options.Steps!.Value;
        var watched = generator.ToJudge(seed + WatchSeed, WatchedRows);
        var seen = new List<(long Step, double Accuracy)>();
        for (long step = 0; step < steps; step++)
        {
            context.Cancel.ThrowIfCancellationRequested();
            Step(generator.ToLearn(seed, step * options.Batch, options.Batch, different), step, options.RateAt(step, (double)step / steps));
            if ((step + 1) % every == 0) seen.Add((step + 1, Judge(watched, context.Cancel).Accuracy));
            context.Progress?.Report((step + 1.0) / steps);
        }

        return seen;
    }

    /// <summary>What the model answers.</summary>
    /// <param name="rows">What it is asked.</param>
    /// <param name="cancel">Ends it.</param>
    public Judged Judge(Rows rows, CancellationToken cancel)
    {
        using var frozen = torch.no_grad();
        var answers = new List<long>();
        var perRow = Enumerable.Range(0, rows.Count).Select(r => rows.Places(r)).ToArray();
        for (var first = 0; first < rows.Count; first += JudgedTogether)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(JudgedTogether, rows.Count - first);
            long[] places = [.. Enumerable.Range(0, count).SelectMany(r => perRow[first + r].Select(p => (long)r * rows.Length + p))];
            answers.AddRange(Scores(rows.GivenTensor(first, count), places).argmax(-1).data<long>().ToArray());
        }

        return Judged.Of(rows, answers);
    }

    public void Dispose()
    {
        model.Dispose();
        rebuilder?.Dispose();
    }

    private void Step(Rows rows, long step, double rate)
    {
        using var scope = torch.NewDisposeScope();
        var loss = torch.nn.functional.cross_entropy(Scores(rows.GivenTensor(), rows.Places()), torch.tensor(rows.Answers()));
        Finite("loss", loss.item<float>(), step);
        loss.backward();
        var norm = optimizer.GradientNorm();
        Finite("length of the gradient", norm, step);
        optimizer.Step(rate, options.Clip > 0 && norm > options.Clip ? options.Clip / norm : 1);
    }

    /// <summary>Scores of all symbols at places of the flattened rows, (places, V).</summary>
    private Tensor Scores(Tensor given, long[] places)
    {
        var read = model.Read(given);                                                      // (B, N, W)
        if (rebuilder is not null) read = rebuilder.Of(read);
        return model.Scores(read.flatten(0, 1).index_select(0, torch.tensor(places)));
    }

    private static void Finite(string what, double value, long step)
    {
        if (!double.IsFinite(value)) throw new DivergedException($"The {what} is {value} at step {step}.");
    }
}
