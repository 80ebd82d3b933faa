using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>A small training for tests.</summary>
internal static class Lesson
{
    public static PairData Data { get; } = NumberData.German(new() { To = 999, Train = 200, Validation = 20, Test = 20 });

    public static ModelSpec Spec { get; } =
        ModelKind.Named("rnn-encoder-decoder").For(Data.SourceSymbols.Count, Data.TargetSymbols.Count) with
        {
            Width = 16,
            Embedding = 8,
            Dropout = 0.2,
        };

    public static TrainingOptions Options { get; } = new()
    { Steps = 30, Batch = 16, WarmUp = 5, ValidateEvery = 7, LogEvery = 3, Threads = 1 };

    public static RunFolder Run(Folder folder, TrainingOptions? options = null) =>
        RunFolder.Create(folder["run"], ModelCard.Of(Spec, Data, options ?? Options));

    public static (TrainingState State, SequenceModel Model) Train(TrainingOptions? options = null, RunFolder? run = null,
        IProgress<TrainingProgress>? progress = null, CancellationTokenSource? stop = null)
    {
        options ??= run?.Card.Training ?? Options;
        var model = SequenceModel.Build(Spec);
        return (new Trainer(model, new PairBatches(Data, options.Batch, options.Seed), options)
            .Train(run, progress, stop?.Token ?? TestContext.Current.CancellationToken), model);
    }

    public static float[] Numbers(SequenceModel model) =>
        [.. model.state_dict().OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => w.Value.data<float>().ToArray())];

    /// <summary>The log without times, which differ from run to run.</summary>
    public static string[] Log(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "log.jsonl")).Select(l => l.Split(",\"seconds\"")[0])];
}
