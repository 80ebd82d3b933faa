using Heed.Bench.Language;
using Heed.Bench.Synthetic;
using Heed.Bench.Texts;
using Heed.Models;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Bench.Tasks;

/// <summary>A small language model, character by character, with the contestant in every layer.</summary>
/// <remarks>
/// The sizes of nanoGPT's smallest configuration, four layers of width 128, whose published loss is 1.88 nats on tiny-shakespeare. Nothing
/// but the mechanism knows of positions: a pairwise one without a position of its own gets <c>rope</c>.
/// </remarks>
public sealed partial class CharacterTask : BenchTask
{
    private const string Folder = "tinyshakespeare";
    private const string FileName = "input.txt";
    private static readonly Metric Bits = new("bits", "Bits per character", Better.Lower, "bits");
    private static readonly Metric Nats = new("nats", "Nats per character", Better.Lower, "nats");
    private static readonly Metric Same = new("same-token", "Weight on the same character, over chance, best head", Better.Higher);
    private static readonly Metric MeanSame =
        new("same-token-mean", "Weight on the same character, over chance, all heads", Better.Neither);
    private static readonly Metric After =
        new("prefix-matching", "Weight just after the same character, over chance, best head", Better.Higher);

    /// <inheritdoc />
    public override string Id => "characters";

    /// <inheritdoc />
    public override string Name => "Character language model";

    /// <inheritdoc />
    public override string Summary =>
        "How well a small language model with the mechanism in every layer predicts the next character of a text.";

    /// <inheritdoc />
    public override Citation? Cite => null;

    /// <inheritdoc />
    public override Question Question => Question.Capture;

    /// <inheritdoc />
    public override bool NeedsCausal => true;

    /// <inheritdoc />
    public override IReadOnlyList<Metric> Metrics { get; } = [Bits, Nats, Same, MeanSame, After];

    /// <inheritdoc />
    public override IReadOnlyList<TaskSize> Sizes(Suite suite) => suite switch
    {
        Suite.Quick => [Of(0, 40, 2, 64, 8, 64)],
        Suite.Standard => [Of(1, 200, 4, 128, 12, 256)],
        _ => [Of(1, 2000, 4, 128, 12, 4096)],
    };

    /// <inheritdoc />
    public override double Estimate(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return 0.5 + size["steps"] * size["layers"] * size["batch"] * size["length"] * (double)size["width"] * 8e-8;
    }

    /// <inheritdoc />
    public override string? Impossible(TaskSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        if (size["text"] > 1) return "'text' is 0 for the text that is built in, 1 for tiny-shakespeare";
        if (size["length"] < 2 || size["layers"] < 1 || size["batch"] < 1 || size["steps"] < 1 || size["rows"] < 1)
            return "at least two characters, one layer, window and step are needed";
        return size["heads"] < 1 || size["width"] < 1 || size["width"] % size["heads"] != 0
            ? $"a width of {size["width"]} cannot be divided among {size["heads"]} heads" : null;
    }

    /// <inheritdoc />
    public override Outcome Run(Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(context);
        var (size, text) = (cell.Size, Text(cell.Size, context));
        if (context.Contestant.IsMajority)
        {
            var nats = Unigram.Nats(text);
            return new()
            {
                Numbers = [new(Bits.Id, nats / Math.Log(2)), new(Nats.Id, nats)],
                Spent = new(text.Symbols.Count, 0, 0, 0),
                DataHash = text.Hash,
                Notes = [$"text: {text.Name}; every character by its frequency"],
            };
        }

        using var model = Build(Spec(cell, context.Contestant, text), context.Contestant);
        var batches = new WindowBatches(text, size["length"], size["batch"], cell.Seed, size["rows"]);
        var options = new TrainingOptions
        {
            Steps = size["steps"],
            Batch = size["batch"],
            Rate = size.Number("rate"),
            WarmUp = Math.Min(100, size["steps"] / 10),
            ValidateEvery = int.MaxValue,
            Threads = context.Threads,
        };
        Train(model, batches, options, context);
        var found = Likelihood.Of(model, batches.Validation());
        if (!double.IsFinite(found.Nats)) throw new DivergedException($"The loss is {found.Nats} on the kept text.");
        return new()
        {
            Numbers = [new(Bits.Id, found.Bits), new(Nats.Id, found.Nats), .. Looks(model, batches)],
            Spent = Cost(context.Contestant, model) with { Parameters = model.Size, Steps = size["steps"] },
            DataHash = text.Hash,
            Notes = [$"text: {text.Name}; attention: {model.Spec.Attention}"],
        };
    }

    private static void Train(SequenceModel model, Batches batches, TrainingOptions options, CellContext context)
    {
        try
        {
            new Trainer(model, batches, options).Train(null, new Told(p => context.Progress?.Report(p.Share)), context.Cancel);
        }
        catch (InvalidOperationException e)
        {
            throw new DivergedException(e.Message);
        }

        context.Cancel.ThrowIfCancellationRequested();
    }

    private static IEnumerable<Measured> Looks(SequenceModel model, Batches batches)
    {
        if (model is GruWriter) yield break;
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        using var batch = batches.Validation().First();
        using var trace = new AttentionTrace();
        model.Logits(batch, trace);
        if (SameToken.Of(batch.Given, trace) is not { } found) yield break;
        yield return new(Same.Id, found.Same);
        yield return new(MeanSame.Id, found.MeanSame);
        yield return new(After.Id, found.After);
    }

    private static Spent Cost(Contestant contestant, SequenceModel model)
    {
        var spec = model.Spec;
        if (contestant.IsGru) return new(StateBytes: spec.Layers * spec.Width * sizeof(float));
        var width = spec.Width / spec.Heads;
        return new(StateBytes: spec.Layers * StateSize.Of(contestant.Causal, spec.Context, spec.Heads, width),
            Flops: spec.Layers * Operations.Of(contestant.Causal, spec.Context, spec.Heads, width));
    }

    private static TextData Text(TaskSize size, CellContext context)
    {
        if (size["text"] == 0) return BuiltInText.Numbers(1);
        if (context.Data is not { } folder)
            throw new NotApplicableException($"It reads '{Path.Combine(Folder, FileName)}' in the folder of data, and none was named.");
        var file = Path.Combine(folder, Folder, FileName);
        return File.Exists(file) ? TextData.Open(file) : throw new NotApplicableException($"There is no file '{file}'.");
    }

    private static TaskSize Of(int text, int steps, int layers, int width, int batch, int rows) =>
        new(("text", text), ("steps", steps), ("layers", layers), ("width", width),
            ("heads", 4), ("batch", batch), ("length", 64), ("rate", 0.002), ("rows", rows));

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
