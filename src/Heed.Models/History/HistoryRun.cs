using System.Globalization;
using System.Text.Json;
using Heed.Maps;
using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Judging;
using Heed.Models.Reading;
using Heed.Models.Training;

namespace Heed.Models.History;

/// <summary>Trains the models of the history one after the other, judges them, and goes on where an earlier run was interrupted.</summary>
/// <param name="data">What all learn from.</param>
/// <param name="options">How they are compared.</param>
/// <param name="folder">Where everything is kept: a run for each model, and what was found of it.</param>
public sealed class HistoryRun(PairData data, HistoryOptions options, string folder)
{
    private const string FoundFile = "found.json";
    private const int LongestDrawn = 14;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Trains and judges what was not trained and judged before.</summary>
    /// <param name="train">Runs a training so that somebody can watch it: the model's id, and the training itself.</param>
    /// <param name="judging">Told the model's id when its training is over.</param>
    /// <param name="cancel">Ends the run after the step that is being made; everything is kept.</param>
    /// <returns>What was found; null when it was cancelled.</returns>
    /// <exception cref="IOException">The folder holds a comparison of another kind, or cannot be written to.</exception>
    public HistoryReport? Run(Func<string, Func<IProgress<TrainingProgress>, TrainingState>, TrainingState> train, Action<string>? judging = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var specs = options.Kinds.ToDictionary(k => k, k => options.Spec(k, data.SourceSymbols.Count, data.TargetSymbols.Count));   // a size that one cannot have is refused before any is trained
        var found = new List<(string Kind, Found Found)>();
        foreach (var kind in options.Kinds)
        {
            var run = Open(kind, specs[kind]);
            var state = Train(kind, run, train, cancel);
            if (state.Ended is null) return null;
            judging?.Invoke(kind);
            if (Judge(kind, run, state, cancel) is not { } judged) return null;
            found.Add((kind, judged));
        }

        var seconds = found.Min(f => f.Found.ProcessorSeconds);
        var names = Enumerable.Range(0, options.Buckets.Count).Select(options.Buckets.Name).Where(n => found.Any(f => f.Found.Test.ByLength.ContainsKey(n)));
        return new(LearnedFrom.Of(data), options.Steps, options.Batch, options.Seed, options.Threads, [.. names], seconds, [.. found.Select(f => Entry(f.Kind, f.Found, seconds))]);
    }

    private string In(string kind) => Path.Combine(folder, "models", string.Create(CultureInfo.InvariantCulture, $"seed-{options.Seed}"), kind);

    private RunFolder Open(string kind, ModelSpec spec)
    {
        if (!Directory.Exists(In(kind)) || !File.Exists(Path.Combine(In(kind), RunFolder.CardFile))) return RunFolder.Create(In(kind), ModelCard.Of(spec, data, options.Training));
        var run = RunFolder.Open(In(kind));
        if (run.Card.Data.Sha256 != data.Hash || run.Card.Spec != spec || run.Card.Training != options.Training)
            throw new IOException($"'{In(kind)}' was trained on other data or in another way: go on with the same options, or name another folder");
        return run;
    }

    private TrainingState Train(string kind, RunFolder run, Func<string, Func<IProgress<TrainingProgress>, TrainingState>, TrainingState> train, CancellationToken cancel)
    {
        using var model = SequenceModel.Build(run.Card.Spec);
        var trainer = new Trainer(model, new PairBatches(data, options.Batch, options.Seed, options.Training.ValidateWith), options.Training);
        return train(kind, told => trainer.Train(run, told, cancel));
    }

    private Found? Judge(string kind, RunFolder run, TrainingState state, CancellationToken cancel)
    {
        var file = Path.Combine(In(kind), FoundFile);
        if (File.Exists(file) && JsonSerializer.Deserialize<Found>(File.ReadAllText(file), Json) is { } before && before.Most == options.Most) return before;
        using var trained = ModelFolder.Open(run.Path);
        var translator = (Translator)trained.Model;
        try
        {
            var test = Examination.Of(translator, data, Split.Test, Greedy, options.Buckets, options.Most, null, cancel);
            var found = new Found(options.Most, translator.Size, state.Seconds, state.ProcessorSeconds, state.Best!.Loss, test, Draw(kind, trained, translator));
            AtomicFile.Write(file, s => JsonSerializer.Serialize(s, found, Json));
            return found;
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        IReadOnlyList<int[]> Greedy(Batch batch) => [.. Search.Greedy(translator, batch, Longest).Select(h => h.Symbols)];
    }

    private int Longest => data.Test.Concat(data.Validation).Max(p => p.References.Max(r => r.Count)) + 10;

    /// <summary>Draws where the model looked while it translated the same source as the others: the longest of the test that is still easy to read.</summary>
    private string? Draw(string kind, ModelFolder trained, Translator translator)
    {
        var pair = data.Test.Where(p => p.Source.Count <= LongestDrawn).DefaultIfEmpty(data.Test[0]).MaxBy(p => p.Source.Count)!;
        using var batch = Batch.OfSources([data.SourceSymbols.Encode(pair.Source)]);
        var written = data.TargetSymbols.Decode(Search.Greedy(translator, batch, Longest)[0].Symbols);
        if (written.Length == 0) return null;
        try
        {
            var map = new LearnedReader(trained, kind).Look(pair.Source, written);
            MapFile.Save(map, new() { Title = $"{ModelKind.Named(kind).Name}: where it looked" }, Path.Combine(folder, $"alignment-{kind}.png"));
            return $"alignment-{kind}.png";
        }
        catch (NotSupportedException)
        {
            return null;                                                                    // no attention, so no map: the table says so
        }
    }

    private HistoryEntry Entry(string kind, Found found, double seconds)
    {
        var (named, early) = (ModelKind.Named(kind), double.NaN);
        foreach (var line in File.ReadLines(Path.Combine(In(kind), "log.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            if (!json.RootElement.TryGetProperty("validation_loss", out var loss) || json.RootElement.GetProperty("processor_seconds").GetDouble() > seconds) continue;
            early = double.IsNaN(early) ? loss.GetDouble() : Math.Min(early, loss.GetDouble());
        }

        return new(kind, named.Name, named.Cite is { } c ? $"{c.Authors} {c.Year}" : "", found.Parameters, found.ProcessorSeconds, found.Validation, double.IsNaN(early) ? null : early, found.Test, found.Map);
    }

    private sealed record Found(int Most, long Parameters, double Seconds, double ProcessorSeconds, double Validation, Examined Test, string? Map);
}
