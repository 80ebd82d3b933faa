using Heed.Models.Checkpoints;
using Heed.Models.Data;
using Heed.Models.Reading;

namespace Heed.Models.Tests.Models;

/// <summary>Texts that are written symbol by symbol are those that are written at once.</summary>
public sealed class WrittenTests : IDisposable
{
    private const string Beginning = "ROMEO:";

    private static readonly WayOfWriting[] Ways =
        [new(), new(Sampling: new(7, 0.8)), new(Sampling: new(3, 1.2, TopK: 5)), new(Sampling: new(3, 1, TopP: 0.9))];

    private readonly ModelFolder language = Boxed("character-lm");
    private readonly ModelFolder translator = Boxed("numbers-transformer");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        language.Dispose();
        translator.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_language_model_goes_on_as_it_does_at_once(int number)
    {
        var way = Ways[number];
        var once = way.GoOn(language, [.. Beginning.Select(c => $"{c}")], 20)[0];
        var written = await Collected(way.GoOnAsync(language, Beginning, 20, Cancel));
        Assert.Equal(language.TargetSymbols.Decode(once.Symbols), written.Select(w => w.Symbol));
        Assert.Equal(language.Target.Join(language.TargetSymbols.Decode(once.Symbols)), string.Concat(written));
        Assert.Equal(once.LogProbability, written.Sum(w => w.LogProbability), 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_translator_writes_what_it_writes_at_once(int number)
    {
        var way = Ways[number];
        using var batch = Batch.OfSources([translator.SourceSymbols!.Encode(["four", "hundred", "and", "three"])]);
        var once = translator.TargetSymbols.Decode(way.Translate((Translator)translator.Model, batch)[0][0].Symbols);
        var written = await Collected(way.TranslateAsync(translator, "four hundred and three", Cancel));
        Assert.Equal(translator.Target.Join(once), string.Concat(written));
        if (number == 0) Assert.Equal("vierhundertdrei", string.Concat(written));
    }

    [Fact]
    public async Task It_ends_between_two_symbols_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var written = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var next in new WayOfWriting().GoOnAsync(language, Beginning, 1000, Cancel).WithCancellation(stop.Token))
            {
                written.Add(next.Text);
                if (written.Count == 3) await stop.CancelAsync();
            }
        });
        Assert.Equal(3, written.Count);
        Assert.Equal(20, (await Collected(new WayOfWriting().GoOnAsync(language, Beginning, 20, Cancel))).Length);
    }

    [Fact]
    public async Task A_reader_may_stop_reading_and_what_was_kept_is_freed()
    {
        var model = (LanguageModel)language.Model;
        using var state = model.Read([4, 5]);
        await foreach (var next in new Pen(language, model, new()).Write(() => state, [5], null, 1000, Cancel))
        {
            Assert.True(state.Numbers > 0, next.Symbol);
            break;
        }

        Assert.Equal(0, state.Numbers);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_before_anything_is_written()
    {
        var way = new WayOfWriting();
        Assert.Contains("cannot go on", Refused(() => way.GoOnAsync(translator, "x", 5, Cancel)));
        Assert.Contains("does not translate", Refused(() => way.TranslateAsync(language, "x", Cancel)));
        Assert.Contains("nothing to read", Refused(() => way.GoOnAsync(language, "", 5, Cancel)));
        Assert.Contains("only at the end", Refused(() => new WayOfWriting(new BeamOptions()).GoOnAsync(language, "x", 5, Cancel)));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => way.GoOnAsync(language, "x", 0, Cancel));
    }

    /// <summary>What a symbol adds to a text depends on the one before it, and on nothing else: streams are put together by that.</summary>
    [Fact]
    public void Every_spelling_joins_symbol_after_symbol()
    {
        string[] symbols =
            ["twenty", "one", "hundred", "and", "three", "Million", "Millionen", "ein", "vingt", "mille", "et", "un", "millions"];
        foreach (var join in Segmentation.All.Select(s => s.Join))
            foreach (var first in symbols)
                foreach (var second in symbols)
                    foreach (var third in symbols)
                        Assert.Equal(join([first, second, third]), join([first, second]) + join([second, third])[join([second]).Length..]);
    }

    private static async Task<Written[]> Collected(IAsyncEnumerable<Written> stream)
    {
        var all = new List<Written>();
        await foreach (var next in stream) all.Add(next);
        return [.. all];
    }

    private static string Refused(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;

    private static ModelFolder Boxed(string name) => ModelFolder.Open(Path.Combine(Shared.Root, "models", name));
}
