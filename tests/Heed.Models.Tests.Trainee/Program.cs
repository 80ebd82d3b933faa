using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Training;

// Trains a small model in the folder that is named, or goes on with its training there; saves after every step.
var data = NumberData.German(new() { To = 999, Train = 200, Validation = 20, Test = 20 });
var options = new TrainingOptions
{
    Steps = long.Parse(args[1]),
    Batch = 16,
    WarmUp = 5,
    ValidateEvery = 7,
    LogEvery = 3,
    SaveEverySeconds = 0,
    Threads = 1,
    WeightDecay = 0.01,
    LabelSmoothing = 0.1,
};
var spec = ModelKind.Named("rnn-encoder-decoder").For(data.SourceSymbols.Count, data.TargetSymbols.Count) with
{
    Width = 16,
    Embedding = 8,
    Dropout = 0.2,
};
var run = File.Exists(Path.Combine(args[0], "model.json"))
    ? RunFolder.Open(args[0])
    : RunFolder.Create(args[0], ModelCard.Of(spec, data, options));
using var model = SequenceModel.Build(run.Card.Spec);
var state = new Trainer(model, new PairBatches(data, options.Batch, options.Seed), run.Card.Training!).Train(run);
ModelFolder.Save(Path.Combine(args[0], "trained"), run.Card, model);
return state.Ended == Ending.Budget ? 0 : 1;
