using Heed.Models.Data;
using Heed.Models.Metrics;

namespace Heed.Models.Judging;

/// <summary>
/// Examines a translator on a part of a data set: what it writes by itself, how likely it thinks the truth, and where it looks
/// while it is told the truth.
/// </summary>
public static class Examination
{
    private const int Rows = 128;

    private const int Beyond = 10;

    /// <summary>Examines a model that writes greedily, at most ten symbols more than the longest target there is.</summary>
    /// <param name="model">The model; it is put into evaluation mode.</param>
    /// <param name="data">The data set whose vocabularies the model has.</param>
    /// <param name="split">Which part.</param>
    /// <param name="buckets">Classes of source lengths; null = 1-4, 5-8, 9-12, 13+.</param>
    /// <param name="most">The most pairs to judge, the first of the part.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancel">Ends the examination.</param>
    /// <exception cref="ArgumentException">The part has no pairs.</exception>
    public static Examined Greedy(
        Translator model, PairData data, Split split, LengthBuckets? buckets = null, int most = int.MaxValue,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(model, data, split, batch => [.. Search.Greedy(model, batch, Longest(data)).Select(h => h.Symbols)],
            buckets, most, progress, cancel);
    }

    /// <summary>How many symbols a model may write: ten more than the longest target of the data.</summary>
    /// <param name="data">A data set with pairs.</param>
    public static int Longest(PairData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enum.GetValues<Split>().SelectMany(data.Pairs).Max(p => p.References.Max(r => r.Count)) + Beyond;
    }

    /// <summary>Examines a model.</summary>
    /// <param name="model">The model; it is put into evaluation mode.</param>
    /// <param name="data">The data set whose vocabularies the model has.</param>
    /// <param name="split">Which part.</param>
    /// <param name="write">Writes a target for each source of a batch: symbols without start and end.</param>
    /// <param name="buckets">Classes of source lengths; null = 1-4, 5-8, 9-12, 13+.</param>
    /// <param name="most">The most pairs to judge, the first of the part.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancel">Ends the examination.</param>
    /// <exception cref="ArgumentException">The part has no pairs.</exception>
    public static Examined Of(
        SequenceModel model, PairData data, Split split, Func<Batch, IReadOnlyList<int[]>> write, LengthBuckets? buckets = null,
        int most = int.MaxValue, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(write);
        var pairs = data.Pairs(split).Take(most).OrderBy(p => p.Source.Count).ThenBy(p => p.Target.Count).ToArray();
        if (pairs.Length == 0)
            throw new ArgumentException(
                $"'{data.Name}' has no pairs to judge by in its {split.ToString().ToLowerInvariant()} part.", nameof(split));
        buckets ??= LengthBuckets.Usual;
        var (all, looks) = (new Marking(data.Target), new Looks());
        Marking[] classes = [.. Enumerable.Range(0, buckets.Count).Select(_ => new Marking(data.Target))];
        model.eval();
        using var frozen = torch.no_grad();
        for (var at = 0; at < pairs.Length; at += Rows)
        {
            cancel.ThrowIfCancellationRequested();
            Judge(model, data, pairs[at..Math.Min(at + Rows, pairs.Length)], write, looks,
                pair => [all, classes[buckets.Of(pair.Source.Count)]]);
            progress?.Report(Math.Min(1.0, (at + Rows) / (double)pairs.Length));
        }

        return new(all.Marks, classes.Select((c, i) => (Name: buckets.Name(i), Class: c)).Where(c => !c.Class.IsEmpty)
            .ToDictionary(c => c.Name, c => c.Class.Marks), looks.Best);
    }

    private static void Judge(SequenceModel model, PairData data, Pair[] pairs, Func<Batch, IReadOnlyList<int[]>> write, Looks looks,
        Func<Pair, Marking[]> sheets)
    {
        using var scope = torch.NewDisposeScope();
        using var batch = Batch.Of([.. pairs.Select(p => p.Encode(data.SourceSymbols, data.TargetSymbols))]);
        using var trace = pairs.Any(p => p.Links is not null) ? new AttentionTrace() : null;
        var logits = model.Logits(batch, trace);                                           // (B, T, V)
        var nats = torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad,
            reduction: torch.nn.Reduction.None)
            .view(batch.Rows, -1).sum(1).data<float>().ToArray();                          // (B)
        var written = write(batch);
        for (var i = 0; i < pairs.Length; i++)
        {
            foreach (var sheet in sheets(pairs[i])) sheet.Add(pairs[i], data.TargetSymbols.Decode(written[i]), nats[i]);
        }

        if (trace is null) return;
        looks.Add(trace, pairs, (row, weights, keys) =>
        {
            foreach (var sheet in sheets(pairs[row])) sheet.Align(pairs[row], weights, keys);
        });
    }
}
