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

    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new FiniteNumbers() },
    };

    /// <summary>Trains and judges what was not trained and judged before.</summary>
    /// <param name="train">Runs a training so that somebody can watch it: the model's id, and the training itself.</param>
    /// <param name="judging">Told the model's id when its training is over.</param>
    /// <param name="cancel">Ends the run after the step that is being made; everything is kept.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; everything is kept.</exception>
    /// <exception cref="IOException">The folder holds a comparison of another kind, or cannot be written to.</exception>
    /// <exception cref="FormatException">A file of the folder is damaged; the message names it.</exception>
    public HistoryReport Run(Func<string, Func<IProgress<TrainingProgress>, TrainingState>, TrainingState> train,
        Action<string>? judging = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        // A size that one cannot have is refused before any is trained.
        var specs = options.Kinds.ToDictionary(k => k,
            k => options.Spec(k, options.Seeds[0], data.SourceSymbols.Count, data.TargetSymbols.Count));
        var found = new List<(string Kind, int Seed, Found Found)>();
        foreach (var seed in options.Seeds)
        {
            foreach (var kind in options.Kinds)
            {
                var run = Open(kind, seed, specs[kind] with { Seed = seed });
                var state = Train(options.Seeds.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {kind}") : kind,
                    seed, run, train, cancel);
                if (state.Ended is null) throw new OperationCanceledException(cancel);
                judging?.Invoke(kind);
                found.Add((kind, seed, Judge(kind, seed, run, state, cancel)));
            }
        }

        var seconds = found.GroupBy(f => f.Kind).Min(g => Spread.Of([.. g.Select(f => f.Found.ProcessorSeconds)])!.Value.Middle);
        var names = Enumerable.Range(0, options.Buckets.Count).Select(options.Buckets.Name)
            .Where(n => found.Any(f => f.Found.Test.ByLength.ContainsKey(n)));
        var entries = options.Kinds.Select(k => Entry(k, [.. found.Where(f => f.Kind == k).Select(f => (f.Seed, f.Found))], seconds));
        return new(LearnedFrom.Of(data), options.Steps, options.Batch, options.Seeds, options.Threads,
            [.. names], seconds, [.. entries], []);
    }

    private string In(string kind, int seed) =>
        Path.Combine(folder, "models", string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"), kind);

    private RunFolder Open(string kind, int seed, ModelSpec spec)
    {
        if (!Directory.Exists(In(kind, seed)) || !File.Exists(Path.Combine(In(kind, seed), RunFolder.CardFile)))
            return RunFolder.Create(In(kind, seed), ModelCard.Of(spec, data, options.Training(seed)));
        var run = RunFolder.Open(In(kind, seed));
        if (run.Card.Data.Sha256 != data.Hash || run.Card.Spec != spec || run.Card.Training != options.Training(seed))
            throw new IOException($"'{In(kind, seed)}' was trained on other data or in another way: "
                + "go on with the same options, or name another folder.");
        return run;
    }

    private TrainingState Train(string title, int seed, RunFolder run,
        Func<string, Func<IProgress<TrainingProgress>, TrainingState>, TrainingState> train, CancellationToken cancel)
    {
        using var model = SequenceModel.Build(run.Card.Spec);
        var trainer =
            new Trainer(model, new PairBatches(data, options.Batch, seed, options.Training(seed).ValidateWith), options.Training(seed));
        return train(title, told => trainer.Train(run, told, cancel));
    }

    private Found Judge(string kind, int seed, RunFolder run, TrainingState state, CancellationToken cancel)
    {
        var file = Path.Combine(In(kind, seed), FoundFile);
        if (File.Exists(file) && Found.Read(file) is var before && before.Most == options.Most) return before;
        using var trained = ModelFolder.Open(run.Path);
        var translator = (Translator)trained.Model;
        var test = Examination.Greedy(translator, data, Split.Test, options.Buckets, options.Most, null, cancel);
        var found = new Found(options.Most, translator.Size, state.Seconds, state.ProcessorSeconds, state.Best!.Loss, test);
        AtomicFile.Write(file, s => JsonSerializer.Serialize(s, found, Json));
        return found;
    }

    /// <summary>
    /// Draws where the model looked while it translated the same source as the others: the longest of the test that is still easy to read.
    /// </summary>
    private string? Draw(string kind)
    {
        using var trained = ModelFolder.Open(In(kind, options.Seeds[0]));
        var translator = (Translator)trained.Model;
        var pair = data.Test.Where(p => p.Source.Count <= LongestDrawn).DefaultIfEmpty(data.Test[0]).MaxBy(p => p.Source.Count)!;
        using var batch = Batch.OfSources([data.SourceSymbols.Encode(pair.Source)]);
        var written = data.TargetSymbols.Decode(Search.Greedy(translator, batch, Examination.Longest(data))[0].Symbols);
        if (written.Length == 0) return null;
        try
        {
            var map = new LearnedReader(trained, kind).Look(pair.Source, written);
            MapFile.Save(map, new() { Title = $"{ModelKind.Named(kind).Name}: where it looked, seed {options.Seeds[0]}" },
                Path.Combine(folder, $"alignment-{kind}.png"));
            return $"alignment-{kind}.png";
        }
        catch (NotSupportedException)
        {
            return null;                                                                    // no attention, so no map: the table says so
        }
    }

    private HistoryEntry Entry(string kind, (int Seed, Found Found)[] found, double seconds)
    {
        var named = ModelKind.Named(kind);
        var runs = found.Select(f => new HistorySeed(f.Seed, f.Found.Seconds, f.Found.ProcessorSeconds, f.Found.Validation,
            RunLog.Best(Path.Combine(In(kind, f.Seed), "log.jsonl"), seconds), f.Found.Test));
        return new(kind, named.Name, named.Cite is { } c ? $"{c.Authors} {c.Year}" : "", found[0].Found.Parameters, [.. runs], Draw(kind));
    }

    internal sealed record Found(int Most, long Parameters, double Seconds, double ProcessorSeconds, double Validation, Examined Test)
    {
        /// <exception cref="FormatException">The file is damaged; the message names it.</exception>
        public static Found Read(string path) => SmallJson.Read<Found>(path, Json) is { Test.IsWhole: true } found ? found
            : throw new FormatException($"'{path}' is damaged. A class of lengths has no marks.");
    }
}
