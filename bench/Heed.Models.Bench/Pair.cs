using System.Diagnostics;
using Heed.Models.Bench.Theirs;

namespace Heed.Models.Bench;

/// <summary>
/// One training step of a model of ours against the same architecture written with the library's own modules, in
/// turns, on the same batches.
/// </summary>
internal sealed class Pair : IDisposable
{
    // CMUdict: 27 letters and 39 phonemes with four marks each
    private const int SourceSymbols = 31;
    private const int TargetSymbols = 43;
    private const int Rows = 128;
    private const int Rounds = 8;
    private const int Steps = 10;

    // A round takes several steps of one model, then of the other, and drops the first of each: threads that the one has left waiting for
    // work would slow the other down.
    private const int Dropped = 4;

    private readonly SequenceModel ours;
    private readonly torch.nn.Module theirs;
    private readonly Func<Batch, Tensor> loss;
    private readonly Batch[] batches;

    private Pair(string kind, Func<ModelSpec, (torch.nn.Module Model, Func<Batch, Tensor> Loss)> make,
        Func<ModelSpec, ModelSpec>? change = null)
    {
        var spec = ModelKind.Named(kind).For(kind == "language-model" ? TargetSymbols : SourceSymbols, TargetSymbols) with { Dropout = 0 };
        spec = change?.Invoke(spec) ?? spec;
        ours = SequenceModel.Build(spec);
        (theirs, loss) = make(spec);
        var random = new Random(1);
        batches = [.. Enumerable.Range(5, 6).Select(l => kind == "language-model" ? Windows(random, spec.Context) : Examples(random, l))];
    }

    public static IReadOnlyDictionary<string, Func<Pair>> All { get; } = new Dictionary<string, Func<Pair>>
    {
        ["rnn-encoder-decoder"] = () => new("rnn-encoder-decoder", s => EncoderDecoderPair.Make(s)),
        ["lstm-seq2seq"] = () => new("lstm-seq2seq", s => LstmPair.Make(s)),
        ["rnn-search"] = () => new("rnn-search", s => SearchPair.Make(s)),
        ["luong"] = () => new("luong", s => LuongPair.Make(s)),
        ["transformer"] = () => new("transformer", s => TransformerPair.Make(s)),
        ["language-model"] = () => new("language-model", s => GptPair.Make(s)),
    };

    public string Measure(string name)
    {
        using var ownOptimizer = torch.optim.Adam(ours.parameters(), 1e-3);
        using var theirOptimizer = torch.optim.Adam(theirs.parameters(), 1e-3);
        var (own, their, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            double a, b;
            if (round % 2 == 0) (a, b) = (Round(ownOptimizer, x => ours.Loss(x)), Round(theirOptimizer, loss));
            else (b, a) = (Round(theirOptimizer, loss), Round(ownOptimizer, x => ours.Loss(x)));
            if (round < 0) continue;                                                       // until everything is compiled
            own.Add(a);
            their.Add(b);
            ratios.Add(a / b);
        }

        ratios.Sort();
        var size = $"{ours.Size:N0} / {theirs.parameters().Sum(p => p.numel()):N0}";
        return FormattableString.Invariant($"{name,-22} {size,24}   {Median(own),5:F1} ms {Median(their),5:F1} ms   ")
            + FormattableString.Invariant($"{Median(ratios):F2} ({ratios[Rounds / 4]:F2} to {ratios[3 * Rounds / 4]:F2})");
    }

    public void Dispose()
    {
        ours.Dispose();
        theirs.Dispose();
        foreach (var batch in batches) batch.Dispose();
    }

    /// <summary>The median time of a step.</summary>
    private double Round(torch.optim.Optimizer optimizer, Func<Batch, Tensor> loss) =>
        Median([.. Enumerable.Range(0, Steps).Select(i => Step(optimizer, () => loss(batches[i % batches.Length]))).Skip(Dropped)]);

    private static double Step(torch.optim.Optimizer optimizer, Func<Tensor> loss)
    {
        var start = Stopwatch.GetTimestamp();
        using var scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        loss().backward();
        optimizer.step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IReadOnlyList<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

    private static Batch Examples(Random random, int length) => Batch.Of([.. Enumerable.Range(0, Rows).Select(_ =>
        new Example(Symbols(random, SourceSymbols, length), Symbols(random, TargetSymbols, length - random.Next(2))))]);

    private static Batch Windows(Random random, int length)
    {
        var text = Symbols(random, TargetSymbols, 5000);
        return Batch.OfWindows(text, [.. Enumerable.Range(0, 12).Select(_ => (long)random.Next(4000))], length);
    }

    private static int[] Symbols(Random random, int symbols, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(4, symbols))];
}
