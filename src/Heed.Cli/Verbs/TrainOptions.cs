using System.CommandLine;
using Heed.Models;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Cli.Verbs;

/// <summary>The options of a training: what the model is like, and how it learns. What is not given is the model kind's own.</summary>
internal static class TrainOptions
{
    private const long UsualSteps = 2000;

    public static readonly Option<string> Attention = new("--attention")
    {
        Description = "What takes the place of the model's attention: \"monotonic\", \"rope + sliding-window(16)\"; for a language "
            + "model a list of layers: \"3 × gated-delta-net, causal + rope\".",
    };
    public static readonly Option<int> Seed = Number.Seed("--seed", "Seed of the weights and of the order of the data.");
    public static readonly Option<long?> Parameters = Number.Optional("--parameters", 1L, Number.Many,
        "Make the model so wide that it learns about so many numbers.");
    public static readonly Option<int?> Threads = Number.Optional("--threads", 1, Number.Threads,
        "Threads that compute. [default: all, at most 8]");

    private static readonly Option<long?> Steps = Number.Optional("--steps", 1L, Number.Many,
        $"Steps to train for. [default: {UsualSteps}]");
    private static readonly Option<double?> Epochs = Number.Optional("--epochs", 1e-6, 1e6, "Epochs to train for, instead of steps.");
    private static readonly Option<double?> Minutes = Number.Optional("--minutes", 1e-6, 1e6, "Minutes to train for, instead of steps.");
    private static readonly Option<int?> Width = Number.Optional("--width", 1, Number.Width, "Width of the layers.");
    private static readonly Option<int?> Embedding = Number.Optional("--embedding", 1, Number.Width, "Width of the embeddings.");
    private static readonly Option<int?> Layers = Number.Optional("--layers", 1, Number.Layers,
        "Layers of the encoder and of the decoder each.");
    private static readonly Option<int?> Heads = Number.Optional("--heads", 1, Number.Layers, "Heads of an attention layer.");
    private static readonly Option<int?> FeedForward = Number.Optional("--feed-forward", 1, 4 * Number.Width,
        "Width of the hidden layer between two maps.");
    private static readonly Option<int?> Context = Number.Optional("--context", 1, Number.Context,
        "Symbols that a language model reads at once.");
    private static readonly Option<double?> Dropout = Number.Optional("--dropout", 0.0, 0.99,
        "Share of numbers that training sets to zero.");
    private static readonly Option<bool> PreNorm = new("--pre-norm") { Description = "A Transformer's layers normalise what they read." };
    private static readonly Option<int> Batch = Number.Option("--batch", 1, Number.Batch, 128, "Pairs or windows of a step.");
    private static readonly Option<double> Rate = Number.Option("--rate", 1e-12, 1000, 2e-3, "Peak rate of learning.");
    private static readonly Option<int> WarmUp = Number.Option("--warm-up", 0, Number.Many, 100, "Steps of the linear rise at the start.");
    private static readonly Option<string> Schedules = new("--schedule")
    { Description = "How the rate changes after it.", DefaultValueFactory = _ => "cosine" };
    private static readonly Option<double> Clip = Number.Option("--clip", 0.0, 1e9, 1, "Longest gradient; 0 = no limit.");
    private static readonly Option<double> Smoothing = Number.Option("--label-smoothing", 0.0, 0.99, 0,
        "Share of the truth that is spread over all symbols.");
    private static readonly Option<double> Decay = Number.Option("--weight-decay", 0.0, 1000, 0, "AdamW's decay of matrices.");
    private static readonly Option<int> ValidateEvery = Number.Option("--validate-every", 1, Number.Many, 250,
        "Steps between two validations.");
    private static readonly Option<int> Average = Number.Option("--average", 0, 1000, 0,
        "Keep the mean of the weights at so many validations, the last ones, instead of the best.");
    private static readonly Option<int> Patience = Number.Option("--patience", 0, Number.Many, 0,
        "Validations without a better one that end the training; 0 = none do.");

    public static IReadOnlyList<Option> All { get; } =
    [
        Steps, Epochs, Minutes, Attention, Parameters, Width, Embedding, Layers, Heads, FeedForward, Context, Dropout, PreNorm,
        Batch, Rate, WarmUp, Schedules, Clip, Smoothing, Decay, ValidateEvery, Average, Patience, Seed, Threads,
    ];

    static TrainOptions() => Schedules.AcceptOnlyFromAmong([.. Enum.GetNames<Schedule>().Select(Spelling.Kebab)]);

    /// <summary>What the model is built from, once its vocabularies are known.</summary>
    public static ModelSpec Spec(ParseResult given, ModelKind kind, DataSet data)
    {
        var (source, target) = data switch
        {
            PairData pairs => (pairs.SourceSymbols.Count, pairs.TargetSymbols.Count),
            TextData text => (text.Symbols.Count, text.Symbols.Count),
            _ => throw new NotSupportedException($"'{data.Name}' is neither pairs nor a text."),
        };
        var spec = kind.For(source, target);
        var width = given.GetValue(Width) ?? spec.Width;
        spec = spec with
        {
            Width = width,
            Embedding = given.GetValue(Embedding) ?? (spec.Embedding == spec.Width ? width : spec.Embedding),
            Layers = given.GetValue(Layers) ?? spec.Layers,
            Heads = given.GetValue(Heads) ?? spec.Heads,
            FeedForward = given.GetValue(FeedForward) ?? (spec.FeedForward == 4 * spec.Width ? 4 * width : spec.FeedForward),
            Context = given.GetValue(Context) ?? spec.Context,
            Dropout = given.GetValue(Dropout) ?? spec.Dropout,
            PreNorm = given.GetValue(PreNorm) || spec.PreNorm,
            Attention = given.GetValue(Attention) ?? spec.Attention,
            Seed = given.GetValue(Seed),
        };
        if (given.GetValue(Parameters) is { } parameters)
        {
            TrainingSize.Check(parameters);
            spec = ModelSize.Fit(spec, parameters);
        }

        TrainingSize.Check(spec, given.GetValue(Batch));
        return spec;
    }

    public static TrainingOptions Training(ParseResult given)
    {
        var options = new TrainingOptions
        {
            Steps = given.GetValue(Steps) ?? (given.GetValue(Epochs) is null && given.GetValue(Minutes) is null ? UsualSteps : null),
            Epochs = given.GetValue(Epochs),
            Minutes = given.GetValue(Minutes),
            Batch = given.GetValue(Batch),
            Rate = given.GetValue(Rate),
            WarmUp = given.GetValue(WarmUp),
            Schedule = Enum.GetValues<Schedule>().First(s => Spelling.Kebab(s.ToString()) == given.GetValue(Schedules)),
            Clip = given.GetValue(Clip),
            LabelSmoothing = given.GetValue(Smoothing),
            WeightDecay = given.GetValue(Decay),
            ValidateEvery = given.GetValue(ValidateEvery),
            Average = given.GetValue(Average),
            Patience = given.GetValue(Patience),
            Seed = given.GetValue(Seed),
        };
        if (given.GetValue(Threads) is { } threads) options = options with { Threads = threads };
        options.Check();
        return options;
    }

    public static Batches Batches(DataSet data, ModelSpec spec, TrainingOptions options) => data switch
    {
        TextData text => new WindowBatches(text, spec.Context, options.Batch, options.Seed, options.ValidateWith),
        PairData pairs => new PairBatches(pairs, options.Batch, options.Seed, options.ValidateWith),
        _ => throw new NotSupportedException($"'{data.Name}' is neither pairs nor a text."),
    };
}
