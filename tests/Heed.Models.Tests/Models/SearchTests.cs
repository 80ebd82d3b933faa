namespace Heed.Models.Tests.Models;

/// <summary>Search and sampling against trying everything, on models so small that this can be done.</summary>
public sealed class SearchTests : IDisposable
{
    private const int Longest = 4;
    private const int Everything = 1000;
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public static TheoryData<string, double> Penalties =>
        new([("rnn-search", 0), ("rnn-search", 1), ("transformer", 0), ("transformer", 0.6), ("lstm-seq2seq", 1.5)]);

    public void Dispose() => scope.Dispose();

    [Theory, MemberData(nameof(Penalties))]
    public void A_beam_as_wide_as_everything_finds_the_best_of_all(string kind, double penalty)
    {
        using var model = Tiny(kind);
        using var batch = Batch.OfSources([[4, 5, 6], [7]]);
        var found = Search.Beam(model, batch, Longest, new(Everything, penalty, 5));
        for (var row = 0; row < 2; row++)
        {
            var all = Every(model, batch.Source!.narrow(0, row, 1), batch.SourceLengths[row], penalty).Take(5).ToArray();
            Assert.Equal(all.Select(a => string.Join(' ', a.Symbols)), found[row].Select(f => string.Join(' ', f.Symbols)));
            Assert.All(all.Zip(found[row]), p => Assert.Equal(p.First.Score, p.Second.Score, 1e-4));
            Assert.All(found[row], f => Assert.True(f.Ended));
        }
    }

    [Fact]
    public void A_beam_of_one_is_greedy()
    {
        using var model = Tiny("rnn-search");
        using var batch = Batch.OfSources([[4, 5, 6], [7], [8, 8]]);
        var greedy = Search.Greedy(model, batch, 12);
        Assert.All(greedy.Zip(Search.Beam(model, batch, 12, new(1))), p => Assert.Equal(p.First.Symbols, p.Second[0].Symbols));
    }

    [Theory, MemberData(nameof(TranslatorTests.All), MemberType = typeof(TranslatorTests))]
    public void Rows_are_translated_together_as_one_by_one(string kind, string? attention)
    {
        using var model = Pairs.Build<Translator>(kind, attention);
        int[][] sources = [[4, 5, 6, 7, 8], [9], [8, 8, 4]];
        using var batch = Batch.OfSources(sources);
        var (greedy, beams, samples) = (Search.Greedy(model, batch, 6), Search.Beam(model, batch, 6, new(3, 1, 2)),
            Sampling.Write(model, batch, 6, new()));
        for (var row = 0; row < sources.Length; row++)
        {
            using var alone = Batch.OfSources([sources[row]]);
            Assert.Equal(Search.Greedy(model, alone, 6)[0].Symbols, greedy[row].Symbols);
            Assert.Equal(Search.Beam(model, alone, 6, new(3, 1, 2))[0].Select(h => string.Join(' ', h.Symbols)),
                beams[row].Select(h => string.Join(' ', h.Symbols)));
        }

        using var first = Batch.OfSources([sources[0]]);
        Assert.Equal(Sampling.Write(model, first, 6, new())[0].Symbols, samples[0].Symbols);
        Assert.True(model.training);                                                       // as it was before
    }

    [Fact]
    public void The_log_probability_of_a_text_is_that_of_the_model()
    {
        using var model = Tiny("luong");
        using var batch = Batch.OfSources([[4, 5, 6]]);
        var text = Search.Beam(model, batch, Longest, new(Everything))[0][0];
        using var whole = Batch.Of([new([4, 5, 6], text.Symbols)]);
        Assert.Equal(text.LogProbability, -model.Loss(whole).ToDouble() * whole.Predicted, 1e-4);
    }

    [Fact]
    public void Texts_are_drawn_as_often_as_they_are_probable()
    {
        const int draws = 4000;
        using var model = Tiny("rnn-search");
        using var batch = Batch.OfSources([.. Enumerable.Repeat(new[] { 4, 5 }, draws)]);
        var seen = Sampling.Write(model, batch, 2, new(7)).CountBy(h => string.Join(' ', h.Symbols)).ToDictionary();
        foreach (var text in Every(model, batch.Source!.narrow(0, 0, 1), 2, 0, 1, among: true))
        {
            var chance = Math.Exp(text.LogProbability);
            var deviation = Math.Sqrt(chance * (1 - chance) / draws);
            Assert.Equal(chance, seen.GetValueOrDefault(string.Join(' ', text.Symbols)) / (double)draws, 4 * deviation);
        }
    }

    [Theory]
    [InlineData(1.0, 0, 1.0, 0.6652, 0.2447, 0.0900)]
    [InlineData(0.5, 0, 1.0, 0.8668, 0.1173, 0.0159)]
    [InlineData(0.0, 0, 1.0, 1, 0, 0)]
    [InlineData(1.0, 2, 1.0, 0.7311, 0.2689, 0)]
    [InlineData(1.0, 0, 0.6, 1, 0, 0)]
    [InlineData(1.0, 0, 0.7, 0.7311, 0.2689, 0)]
    public void Chances_are_those_of_the_formula(double temperature, int topK, double topP, double a, double b, double c)
    {
        var chances = new SamplingOptions(1, temperature, topK, topP).Chances([2, 1, 0]);
        Assert.Equal([a, b, c], chances.Select(x => Math.Round(x, 4)), (x, y) => Math.Abs(x - y) < 2e-4);
    }

    [Theory]
    [InlineData(-1, 0, 1, "temperature")]
    [InlineData(1, -1, 1, "top-k")]
    [InlineData(1, 0, 0, "top-p")]
    [InlineData(1, 0, 1.5, "top-p")]
    public void Impossible_choices_are_named(double temperature, int topK, double topP, string words) =>
        Assert.Contains(words,
            Assert.Throws<ArgumentException>(() => new SamplingOptions(1, temperature, topK, topP).Chances([1, 2])).Message);

    [Fact]
    public void More_texts_than_the_beam_is_wide_are_refused() =>
        Assert.Contains("beam of 2",
            Assert.Throws<ArgumentException>(() => Search.Beam(Tiny("luong"), Batch.OfSources([[4]]), 3, new(2, 0, 3))).Message);

    private static Translator Tiny(string kind)
    {
        var model = Pairs.Build<Translator>(kind, seed: 3, change: s => s with { TargetSymbols = 7 });
        using var frozen = torch.no_grad();
        foreach (var p in model.parameters()) p.mul_(1.5);                                 // far from uniform, so that greedy is not best
        model.eval();
        return model;
    }

    /// <summary>
    /// Every text of at most so many symbols and its end, best first; with <paramref name="among"/>, probabilities among the
    /// symbols that can be written.
    /// </summary>
    private static IEnumerable<Hypothesis> Every(Translator model, Tensor source, int length, double penalty,
        int longest = Longest - 1, bool among = false)
    {
        int[] symbols = [.. source.data<long>().Take(length).Select(s => (int)s)];
        IEnumerable<int[]> texts = [[]];
        for (var l = 0; l < longest; l++)
            texts = texts
                .Concat(texts.Where(t => t.Length == l).SelectMany(t => Enumerable.Range(3, 4).Select(s => (int[])[.. t, s])))
                .ToArray();
        using var batch = Batch.Of([.. texts.Select(t => new Example(symbols, t))]);
        var writable = Search.Logs(model.Logits(batch));
        var logs = (among ? writable.log_softmax(-1) : writable).gather(2, batch.Wanted.unsqueeze(-1)).squeeze(-1);
        var sums = logs.where(batch.Wanted.ne(Symbols.Pad), 0.0).sum(1).data<float>().ToArray();
        return texts.Select((t, i) => new Hypothesis(t, sums[i], sums[i] / Math.Pow((5.0 + t.Length + 1) / 6, penalty), true))
            .OrderByDescending(h => h.Score).ToArray();
    }
}
